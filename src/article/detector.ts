/** eld's small set, in a module of its own so that language.ts can load it when it is first needed. */
export { eld } from 'eld/small';
