import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { folderDisk } from '../record/disk.ts';
import { readConfig } from '../record/folder.ts';
import { recordServer } from '../record/http.ts';
import { newCredential, revokeCredential } from '../record/serving.ts';
import { type Command, CommandError, EXIT, usageError } from './command.ts';
import { readOptions } from './options.ts';

const NAME = 'serve';

const USAGE = `armistice serve <folder> [--listen <host:port>]
armistice serve <folder> --new-credential <audience> --label <who>
armistice serve <folder> --revoke-credential <who>

Serves the log as static files, read only: checkpoint, tiles, public bodies. Any web server over <folder>/public does
the same; this one also gives an audience its packs and keys, against a credential.

  --listen <host:port>          default 127.0.0.1:8371; use another address only behind TLS
  --new-credential <audience>   make a token for an audience; it is printed once and only its hash is kept
  --label <who>                 to whom it was given: a role or a handle
  --revoke-credential <who>     take back every token with this label`;

const OPTIONS = {
  listen: { type: 'string', default: '127.0.0.1:8371' },
  'new-credential': { type: 'string' },
  label: { type: 'string' },
  'revoke-credential': { type: 'string' },
} as const;

export const serveCommand: Command = {
  name: NAME,
  summary: 'serve a log as static files; credentials for audiences',
  usage: USAGE,
  async run(args, io) {
    const { values, positionals } = readOptions(NAME, args, OPTIONS);
    const [folder, ...others] = positionals;
    if (folder === undefined || others.length > 0) throw usageError(NAME, 'name one folder');
    const disk = folderDisk(folder);
    const { origin } = await readConfig(disk);
    const audience = values['new-credential'];
    if (audience !== undefined) {
      if (values.label === undefined)
        throw usageError(NAME, '--label is missing: to whom is the credential given?');
      io.out(`${await newCredential(disk, audience, values.label)}\n`);
      io.err(
        `a credential for "${audience}", given to ${values.label}: hand it over by a safe way; it is not kept here\n`,
      );
      return EXIT.yes;
    }
    const revoked = values['revoke-credential'];
    if (revoked !== undefined) {
      if (!(await revokeCredential(disk, revoked)))
        throw new CommandError(`no credential has the label "${revoked}"`, 'check the label');
      io.err(`credentials of ${revoked} are taken back\n`);
      return EXIT.yes;
    }
    const at = /^(?:\[([0-9a-f:]+)\]|([^:]+)):([0-9]{1,5})$/i.exec(values.listen);
    if (at === null) throw usageError(NAME, `--listen takes host:port, not "${values.listen}"`);
    const server = recordServer(folder, disk);
    server.listen(Number(at[3]), at[1] ?? at[2]);
    await once(server, 'listening').catch((error: Error) => {
      throw new CommandError(
        `cannot listen on ${values.listen}: ${error.message}`,
        'name another address with --listen',
      );
    });
    const { address, port } = server.address() as AddressInfo;
    io.out(`http://${address.includes(':') ? `[${address}]` : address}:${port}/\n`);
    io.err(`serving ${origin}; stop with Ctrl-C\n`);
    if (!io.signal.aborted) await once(io.signal, 'abort');
    server.closeAllConnections();
    server.close();
    await disk.close();
    return EXIT.yes;
  },
};
