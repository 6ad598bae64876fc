/** What whoever sits before `top` has chosen. */
export interface State {
  readonly sort: Order;
  /** Only rows that hold this text. */
  readonly filter: string;
  readonly isTyping: boolean;
  readonly isPaused: boolean;
  readonly isOver: boolean;
}

export const orders = ['lag', 'oldest', 'rate', 'dead', 'name'] as const;
export type Order = (typeof orders)[number];

/** A key as `readline` tells of it. */
export interface Key {
  readonly name?: string | undefined;
  readonly sequence?: string | undefined;
  readonly ctrl?: boolean | undefined;
}

export const beginning: State = { sort: 'lag', filter: '', isTyping: false, isPaused: false, isOver: false };

/** What a key changes. While a filter is typed, letters are letters. */
export const pressed = (state: State, key: Key): State => {
  const { name, sequence = '', ctrl = false } = key;
  if (ctrl && name === 'c') return { ...state, isOver: true };
  if (state.isTyping) return typed(state, name, sequence);
  switch (sequence) {
    case 'q':
      return { ...state, isOver: true };
    case 's':
      return { ...state, sort: orders[(orders.indexOf(state.sort) + 1) % orders.length] ?? 'lag' };
    case 'p':
    case ' ':
      return { ...state, isPaused: !state.isPaused };
    case '/':
      return { ...state, isTyping: true, filter: '' };
    default:
      return name === 'escape' ? { ...state, filter: '' } : state;
  }
};

const typed = (state: State, name: string | undefined, sequence: string): State => {
  switch (name) {
    case 'return':
    case 'enter':
      return { ...state, isTyping: false };
    case 'escape':
      return { ...state, isTyping: false, filter: '' };
    case 'backspace':
      return { ...state, filter: state.filter.slice(0, -1) };
    default:
      return /^[\x20-\x7e]$/.test(sequence) ? { ...state, filter: state.filter + sequence } : state;
  }
};
