/** How far something is at a time in ms. */
interface Sample {
  readonly at: number;
  readonly offset: number;
  readonly line: number;
}

/** Lines a second, and the seconds that are left; both by the last while, since lines of one kind follow each other. */
export interface Pace {
  readonly rate: number;
  /** Undefined as long as it cannot be told. */
  readonly secondsLeft: number | undefined;
}

const whileMs = 15_000;

/** Measures how fast something goes towards `size`. */
export const createPace = () => {
  const samples: Sample[] = [];
  return (sample: Sample, size: number): Pace => {
    samples.push(sample);
    while (samples.length > 2 && sample.at - (samples[1]?.at ?? 0) >= whileMs) samples.shift();
    const first = samples[0] ?? sample;
    const seconds = (sample.at - first.at) / 1_000;
    if (seconds <= 0) return { rate: 0, secondsLeft: undefined };
    const bytesPerSecond = (sample.offset - first.offset) / seconds;
    return {
      rate: (sample.line - first.line) / seconds,
      secondsLeft: bytesPerSecond > 0 ? (size - sample.offset) / bytesPerSecond : undefined,
    };
  };
};

/** `1 h 5 min`, `4 min 10 s`, `9 s`; `?` where it is not known. */
export const shownTime = (seconds: number | undefined): string => {
  if (seconds === undefined) return '?';
  const whole = Math.ceil(seconds);
  const [hours, minutes, rest] = [Math.floor(whole / 3_600), Math.floor(whole / 60) % 60, whole % 60];
  if (hours > 0) return `${hours} h ${minutes} min`;
  return minutes > 0 ? `${minutes} min ${rest} s` : `${rest} s`;
};
