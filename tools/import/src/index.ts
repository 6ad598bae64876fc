export { openDoors } from './doors.js';
export { type ForumSize, forumRecords, forumText, usualSize } from './generator/forum.js';
export { importFile, type Standing } from './import-file.js';
export type { BadLine, Doors } from './import-window.js';
