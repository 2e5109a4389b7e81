import { expect, it } from 'vitest';
import { ConfigurationFile } from '../../config/configuration-file.ts';
import { FIRST_SETTINGS, firstContent } from './first-content.ts';

it('begins as the configuration file of an operator fills in', () => {
  const { settings } = ConfigurationFile.shape.connections.element.shape;
  expect(FIRST_SETTINGS).toEqual(settings.parse(undefined));
  const { writeback } = ConfigurationFile.shape.connections.element.shape;
  const url = 'https://epic.example/status';
  expect({ ...firstContent('epic').writeback, url }).toEqual(writeback.parse({ kind: 'epic', url }));
});
