/** The library has no types of its own. */
declare module 'cluster-key-slot' {
  /** The slot of a Redis Cluster in which a key lives: 0 to 16,383. */
  const calculateSlot: (key: string) => number;
  export default calculateSlot;
}
