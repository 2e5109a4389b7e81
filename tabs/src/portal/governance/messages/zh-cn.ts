import type { governanceEnUs } from './en-us.ts';

export const governanceZhCn: Readonly<Record<keyof typeof governanceEnUs, string>> = {};
