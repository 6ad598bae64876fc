/** A colon ends a word for bash, and stands in the names of streams: what comes before the last one is taken off again. */
const bash = `# obey: completion for bash
_obey() {
  local line="\${COMP_LINE:0:COMP_POINT}" words current prefix
  read -ra words <<< "$line"
  [[ "$line" == *' ' ]] && words+=('')
  current="\${words[\${#words[@]}-1]}"
  prefix="\${current%"\${current##*:}"}"
  local IFS=$'\\n'
  COMPREPLY=($(obey complete -- "\${words[@]:1}" 2>/dev/null))
  COMPREPLY=("\${COMPREPLY[@]#"$prefix"}")
}
complete -o default -F _obey obey
`;

const zsh = `#compdef obey
# obey: completion for zsh
_obey() {
  local -a found
  found=("\${(@f)$(obey complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  compadd -a found
}
compdef _obey obey
`;

const fish = `# obey: completion for fish
complete -c obey -f -a '(obey complete -- (commandline -opc)[2..-1] (commandline -ct) 2>/dev/null)'
`;

/** For each shell, what makes it ask \`obey complete\`. */
export const scripts: Readonly<Record<string, string>> = { bash, zsh, fish };
