import { auditZhCn } from './audit.zh-cn.ts';
import { decidingZhCn } from './deciding.zh-cn.ts';
import type { governanceEnUs } from './en-us.ts';
import { operatingZhCn } from './operating.zh-cn.ts';
import { recordsZhCn } from './records.zh-cn.ts';

export const governanceZhCn: Readonly<Record<keyof typeof governanceEnUs, string>> = {
  ...decidingZhCn,
  ...recordsZhCn,
  ...operatingZhCn,
  ...auditZhCn,
};
