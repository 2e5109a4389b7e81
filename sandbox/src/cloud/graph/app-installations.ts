import { type Request, Router } from 'express';
import { openPersonalChat, personalChatId, setBotInstalled } from '../chats.ts';
import { type Chat, findPerson, type Person } from '../model.ts';
import { catalogAppId } from '../registration.ts';
import type { CloudWorld } from '../world.ts';
import { requirePermission } from './bearer.ts';
import { consentProblem } from './consent.ts';
import { badRequest, GraphError, notFound } from './graph-error.ts';
import { boundId, filterValue } from './odata.ts';

/** Graph's app catalogue and the installation of our app for people and in chats. */
export function createAppInstallationsRouter(world: CloudWorld): Router {
  const { cloud } = world;
  const router = Router();
  const forUser = requirePermission(world, 'TeamsAppInstallation.ReadWriteSelfForUser.All');
  const forChat = requirePermission(world, 'TeamsAppInstallation.ReadWriteAndConsentSelfForChat.All');

  router.get('/appCatalogs/teamsApps', requirePermission(world, 'AppCatalog.Read.All'), (req, res) => {
    const { teamsApp } = world.registration();
    const isOurs = filterValue(req.query.$filter, 'externalId') === teamsApp.externalId;
    res.json({ value: isOurs ? [catalogEntry()] : [] });
  });

  const userApps = '/users/:oid/teamwork/installedApps';
  router.post(userApps, forUser, (req: Request<{ oid: string }>, res) => {
    const person = licensed(req.params.oid);
    requireOurApp(req.body);
    const { bot, teamsApp } = world.registration();
    const chat = openPersonalChat(cloud, { oid: person.oid, botAppId: bot.appId, title: teamsApp.name });
    install(chat, person.oid);
    res
      .status(201)
      .set('Location', `${userApps.replace(':oid', person.oid)}/${installationId(person.oid)}`)
      .end();
  });
  router.get(userApps, forUser, (req: Request<{ oid: string }>, res) => {
    const { oid } = licensed(req.params.oid);
    res.json({ value: personalChat(oid)?.botInstalled ? installations(req, oid) : [] });
  });
  router.get(`${userApps}/:id/chat`, forUser, (req: Request<{ oid: string; id: string }>, res) => {
    const chat = installedPersonalChat(req.params);
    res.json({ id: chat.id, chatType: 'oneOnOne', tenantId: cloud.tenantId, topic: null });
  });
  router.delete(`${userApps}/:id`, forUser, (req: Request<{ oid: string; id: string }>, res) => {
    const chat = installedPersonalChat(req.params);
    setBotInstalled(cloud, chat, { installed: false, byOid: req.params.oid });
    res.status(204).end();
  });

  const chatApps = '/chats/:chatId/installedApps';
  router.post(chatApps, forChat, (req: Request<{ chatId: string }>, res) => {
    const chat = groupChat(req.params.chatId);
    requireOurApp(req.body);
    const problem = consentProblem(req.body, world.registration().teamsApp.resourceSpecificPermissions);
    if (problem !== null) throw badRequest(problem);
    install(chat, null);
    res
      .status(201)
      .set('Location', `/chats/${chat.id}/installedApps/${installationId(chat.id)}`)
      .end();
  });
  router.get(chatApps, forChat, (req: Request<{ chatId: string }>, res) => {
    const chat = groupChat(req.params.chatId);
    res.json({ value: chat.botInstalled ? installations(req, chat.id) : [] });
  });
  router.delete(`${chatApps}/:id`, forChat, (req: Request<{ chatId: string; id: string }>, res) => {
    const chat = groupChat(req.params.chatId);
    if (!chat.botInstalled || req.params.id !== installationId(chat.id)) throw notFound('The installation');
    setBotInstalled(cloud, chat, { installed: false, byOid: null });
    res.status(204).end();
  });
  return router;

  function install(chat: Chat, byOid: string | null): void {
    if (chat.botInstalled) {
      throw new GraphError(409, 'Conflict', 'The app is already installed in the specified scope.');
    }
    setBotInstalled(cloud, chat, { installed: true, byOid });
  }

  function requireOurApp(body: unknown): void {
    const reference = typeof body === 'object' && body !== null && 'teamsApp@odata.bind' in body;
    if (!reference) throw badRequest("'teamsApp@odata.bind' is required.");
    const id = boundId(body['teamsApp@odata.bind'], 'appCatalogs/teamsApps');
    if (id !== catalogAppId(world.registration())) throw notFound(`The app '${id}'`);
  }

  function licensed(oid: string): Person {
    const person = findPerson(cloud, oid);
    if (person === null) throw notFound(`User '${oid}'`);
    if (!person.teamsLicensed) throw new GraphError(403, 'Forbidden', 'The user has no licence for Teams.');
    return person;
  }

  function personalChat(oid: string): Chat | null {
    return cloud.chats.get(personalChatId(oid, world.registration().bot.appId)) ?? null;
  }

  function installedPersonalChat(request: { oid: string; id: string }): Chat {
    const chat = personalChat(request.oid);
    if (!chat?.botInstalled || request.id !== installationId(request.oid)) throw notFound('The installation');
    return chat;
  }

  function groupChat(id: string): Chat {
    const chat = cloud.chats.get(id);
    if (chat === undefined || chat.kind === 'personal' || chat.kind === 'channel')
      throw notFound(`Chat '${id}'`);
    return chat;
  }

  function installations(req: Request<Record<string, string>>, scopeId: string): readonly unknown[] {
    const { $filter, $expand } = req.query;
    const { externalId } = world.registration().teamsApp;
    if ($filter !== undefined && filterValue($filter, 'teamsApp/externalId') !== externalId) return [];
    const expanded = String($expand ?? '');
    return [
      {
        id: installationId(scopeId),
        ...(expanded.includes('teamsApp') && { teamsApp: catalogEntry() }),
        ...(expanded.includes('teamsAppDefinition') && {
          teamsAppDefinition: { teamsAppId: catalogAppId(world.registration()), version: '1.0.0' },
        }),
      },
    ];
  }

  function catalogEntry(): Record<string, unknown> {
    const registration = world.registration();
    const { externalId, name } = registration.teamsApp;
    return {
      id: catalogAppId(registration),
      externalId,
      displayName: name,
      distributionMethod: 'organization',
    };
  }

  function installationId(scopeId: string): string {
    return Buffer.from(`${scopeId}##${catalogAppId(world.registration())}`).toString('base64');
  }
}
