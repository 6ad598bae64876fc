/** How many slots a Redis Cluster has. */
export const slotCount = 16_384;

/**
 * The slot of a key in a Redis Cluster: CRC-16 (XMODEM) of the key, or of what stands between its first braces.
 * https://redis.io/docs/latest/operate/oss_and_stack/reference/cluster-spec/#key-distribution-model
 */
export const keySlot = (key: string): number => {
  const [, tag] = /^[^{]*\{([^}]+)\}/s.exec(key) ?? [];
  let crc = 0;
  for (const byte of Buffer.from(tag ?? key)) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit++) crc = (crc << 1) ^ (crc & 0x8000 ? 0x1021 : 0);
    crc &= 0xffff;
  }
  return crc % slotCount;
};
