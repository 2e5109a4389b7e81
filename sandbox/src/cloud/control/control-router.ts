import { json, type NextFunction, type Request, type Response, Router } from 'express';
import { parseFault } from '../faults.ts';
import { settingsChange } from '../settings.ts';
import type { CloudControl } from './control.ts';
import { sendControlPage } from './control-page.ts';

/** HTTP API and page of the switches, to be mounted at `/control`. */
export function createControlRouter(control: CloudControl): Router {
  const router = Router();
  router.get('/', (_req, res) => sendControlPage(res, control));
  router.use(json());
  router.use(refuseForms);

  router.get('/faults', (_req, res) => void res.json(control.faults()));
  router.post('/faults', (req, res) => void res.status(201).json(control.setFault(parseFault(req.body))));
  router.delete('/faults', (req, res) => {
    control.clearFaults(textOf(req.query.target));
    res.status(204).end();
  });
  router.get('/requests', (req, res) => void res.json(control.requests(textOf(req.query.target))));
  router.get('/settings', (_req, res) => void res.json(control.settings()));
  router.patch('/settings', (req, res) => {
    control.changeSettings(settingsChange(req.body));
    res.json(control.settings());
  });
  router.get('/subscriptions', (_req, res) => void res.json(control.subscriptions()));
  router.post('/lifecycle', (req, res) => {
    const event = oneOf(req.body, 'event', ['missed', 'subscriptionRemoved', 'reauthorizationRequired']);
    res.json({ told: control.sendLifecycle(event) });
  });
  router.post('/people/:oid/bot', (req, res) => {
    const action = oneOf(req.body, 'action', ['block', 'unblock', 'install', 'uninstall']);
    const { oid } = req.params;
    if (action === 'block' || action === 'unblock') control.setBotBlocked(oid, action === 'block');
    else control.setAppInstalled(oid, action === 'install');
    res.status(204).end();
  });
  router.post('/people/:oid/meeting-policy', (req, res) => {
    const action = oneOf(req.body, 'action', ['grant', 'remove']);
    control.setMeetingPolicy(req.params.oid, action === 'grant');
    res.status(204).end();
  });
  router.post('/keys', async (req, res) => {
    const owner = oneOf(req.body, 'rotate', ['entra', 'channel']);
    await (owner === 'entra' ? control.rotateEntraKeys() : control.rotateChannelKeys());
    res.status(204).end();
  });
  router.post('/lobbies/clear', (_req, res) => {
    control.clearLobbies();
    res.status(204).end();
  });
  router.post('/reset', (req, res) => {
    const body: unknown = req.body;
    const everything =
      typeof body === 'object' && body !== null && 'everything' in body && body.everything === true;
    control.reset({ everything });
    res.status(204).end();
  });
  router.use((error: unknown, _req: Request, res: Response, next: NextFunction) => {
    if (error instanceof TypeError || error instanceof SyntaxError)
      res.status(400).json({ error: error.message });
    else next(error);
  });
  return router;
}

/** A page of another origin can post a form without asking, but not JSON. */
function refuseForms(req: Request, res: Response, next: NextFunction): void {
  if (req.method === 'GET' || req.method === 'DELETE' || req.is('json') !== false) next();
  else res.status(415).json({ error: 'Send JSON.' });
}

function oneOf<const T extends string>(body: unknown, name: string, allowed: readonly T[]): T {
  const given: Record<string, unknown> = typeof body === 'object' && body !== null ? { ...body } : {};
  const value = allowed.find((candidate) => candidate === given[name]);
  if (value === undefined) throw new TypeError(`${name} is one of ${allowed.join(', ')}.`);
  return value;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
