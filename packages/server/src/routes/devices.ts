import { PUBLIC } from '@armistice/core/record';
import { Type } from 'typebox';
import type { App } from '../app.ts';
import { mustBeMember } from '../people/inviting.ts';
import { mustBeFree } from '../people/naming.ts';
import type { People } from '../people/people.ts';
import { Problem } from '../problems.ts';
import { actorIn, asksTo } from './may.ts';
import { PROBLEM_ANSWERS } from './schemas.ts';

const closed = { additionalProperties: false };
const Handle = Type.String({ minLength: 1, maxLength: 63 });
const Moment = Type.String({ format: 'date-time' });

const DeviceSchema = Type.Object({
  handle: Type.String(),
  sources: Type.Array(Type.String()),
  until: Type.Optional(Moment),
  by: Type.String(),
  made: Type.Optional(Moment),
  used: Type.Optional(Type.String({ format: 'date-time', description: 'heard last, to the minute' })),
  state: Type.Enum(['open', 'without-token', 'ended']),
});

/** `GET` and `POST /api/devices`, and a device's end. */
export function addDevices(app: App, people: People): void {
  const { mission, devices } = people;
  const config = asksTo('make-device', PUBLIC);
  const Devices = Type.Object({ devices: Type.Array(DeviceSchema) });
  const list = {
    summary: 'Devices with their sources, and when each was heard last',
    response: { 200: Devices, ...PROBLEM_ANSWERS },
  };
  app.get('/api/devices', { schema: list, config }, async (_request, reply) => {
    mission.mustKnowReports();
    reply.header('cache-control', 'no-store');
    const all = mission.members.all().filter(({ entry }) => entry.roles.includes('device'));
    return {
      devices: all.map(({ handle, entry }) => {
        const token = devices.of(handle);
        const state = entry.ended === true ? 'ended' : token === undefined ? 'without-token' : 'open';
        return {
          ...{ handle, sources: [...(entry.sources ?? [])], by: entry.by, state },
          ...(entry.until === undefined ? {} : { until: entry.until }),
          ...(token === undefined ? {} : { made: new Date(token.made).toISOString() }),
          ...(token?.used === undefined ? {} : { used: new Date(token.used).toISOString() }),
        };
      }),
    } as never;
  });

  const making = {
    summary: 'Gives a device its token, shown this once, for some sources; one that it had before ends',
    body: Type.Object(
      {
        handle: Handle,
        sources: Type.Array(Handle, { minItems: 1, maxItems: 256 }),
        until: Type.Optional(Moment),
      },
      closed,
    ),
    response: {
      201: Type.Object({ handle: Type.String(), token: Type.String() }),
      ...PROBLEM_ANSWERS,
    },
  };
  app.post('/api/devices', { schema: making, config }, async (request, reply) => {
    const { handle, sources, until } = request.body;
    await mustBeFree(people, handle, sources);
    mission.mustKnowReports();
    const ofParty = sources.find((one) => mission.registry.partyOf(one) !== undefined);
    if (ofParty !== undefined)
      throw new Problem(
        'people/form',
        `"${ofParty}" is a source of a party: the party files from it, and no device`,
      );
    const { handle: by } = await actorIn(request);
    const token = await mission.appointing.inTurn(async () => {
      mission.mustKnowReports();
      const known = mission.members.get(handle)?.entry;
      if (known !== undefined && !known.roles.includes('device'))
        throw new Problem('people/taken', `"${handle}" is a person`);
      const limit = until === undefined ? {} : { until };
      await mission.appointing.write({ handle, roles: ['device'], sources, by, ...limit });
      return devices.make(handle, by);
    });
    return reply.header('cache-control', 'no-store').code(201).send({ handle, token });
  });

  const ending = {
    summary: 'Ends a device: its token opens nothing from the next request on',
    params: Type.Object({ handle: Handle }),
    body: Type.Object({ reason: Type.Optional(Type.String({ minLength: 1, maxLength: 4000 })) }, closed),
    response: { 200: Type.Object({ handle: Type.String() }), ...PROBLEM_ANSWERS },
  };
  app.post('/api/devices/:handle/end', { schema: ending, config }, async (request) => {
    const { handle } = request.params;
    const { handle: by } = await actorIn(request);
    await mission.appointing.inTurn(async () => {
      const entry = mustBeMember(people, handle);
      if (!entry.roles.includes('device')) throw new Problem('people/unknown', `"${handle}" is no device`);
      await people.end(entry, by, request.body.reason ?? 'the device was ended');
    });
    return { handle };
  });
}
