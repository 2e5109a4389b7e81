import type { governanceEnUs } from './en-us.ts';

export const governanceEsEs: Readonly<Record<keyof typeof governanceEnUs, string>> = {};
