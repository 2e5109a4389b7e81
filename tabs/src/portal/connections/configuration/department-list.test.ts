import { expect, it } from 'vitest';
import { departmentsIn } from './department-list.tsx';

it('reads one department from each line, each once', () => {
  expect(departmentsIn(' 10501 \n\n10502, 10503;10501\n')).toEqual(['10501', '10502', '10503']);
  expect(departmentsIn('  \n')).toEqual([]);
});
