#!/usr/bin/env node
// The command as the shell finds it. A shell starts it with the system's Node, which may be years old, so this file is
// JavaScript that an old Node can read: it finds the Node that `npm ci` brought, and hands everything over to it.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const oldestMajor = 26;
const condition = '--conditions=@armistice/source';
// Set for the hand-over only, so that a Node that is still too old ends in a message and not in a loop.
const handedOver = 'ARMISTICE_HANDED_OVER';

const here = dirname(fileURLToPath(import.meta.url));
const command = join(here, '..', 'src', 'cli', 'main.ts');
const second = process.env[handedOver] === '1';
delete process.env[handedOver];

const recent = Number(process.versions.node.split('.')[0]) >= oldestMajor;
// As a flag, not by module hooks: worker threads and forked children inherit flags, and hooks they do not.
const conditioned = process.execArgv.concat((process.env.NODE_OPTIONS || '').split(' ')).includes(condition);

if (recent && conditioned) {
  process.argv[1] = command;
  await import(new URL('../src/cli/main.ts', import.meta.url).href);
} else if (second) {
  refuse(`The Node in node_modules is ${process.version}; armistice needs Node ${oldestMajor} or later.`);
} else {
  handOver(recent ? process.execPath : broughtNode(here));
}

/** The Node that `npm ci` put into the nearest node_modules above `folder`; undefined when there is none. */
function broughtNode(folder) {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const packages = [
    `node-${process.platform}-${process.arch}`,
    `node-bin-${process.platform}-${process.arch}`,
  ];
  if (process.platform === 'win32') packages.push(`node-win-${process.arch}`);
  for (let at = folder; ; at = dirname(at)) {
    for (const from of ['.bin'].concat(packages.map((one) => join(one, 'bin')))) {
      const candidate = join(at, 'node_modules', from, name);
      if (existsSync(candidate)) return candidate;
    }
    if (dirname(at) === at) return undefined;
  }
}

function handOver(node) {
  if (node === undefined) {
    refuse(`This is Node ${process.version}; armistice needs Node ${oldestMajor} or later.`);
    return;
  }
  const args = [condition, fileURLToPath(import.meta.url)].concat(process.argv.slice(2));
  const env = Object.assign({}, process.env, { [handedOver]: '1' });
  // Replacing this process leaves nothing in between; a Node without execve, and Windows, keep a parent that relays.
  if (typeof process.execve === 'function' && process.platform !== 'win32') {
    process.execve(node, [node].concat(args), env);
  }
  relay(spawn(node, args, { stdio: 'inherit', env }), node);
}

function relay(child, node) {
  const signals = ['SIGTERM', 'SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGUSR2'];
  for (const signal of signals) {
    process.on(signal, () => {
      // At a terminal Ctrl-C and Ctrl-\ reach the child by themselves: relayed too, it would count as a second press.
      if (process.stdin.isTTY && (signal === 'SIGINT' || signal === 'SIGQUIT')) return;
      child.kill(signal);
    });
  }
  child.on('error', (error) => refuse(`Could not start ${node}: ${error.message}.`));
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code === null ? 1 : code);
    for (const one of signals) process.removeAllListeners(one);
    process.kill(process.pid, signal);
  });
}

function refuse(reason) {
  process.stderr.write(
    `armistice: ${reason} Run \`npm ci\` in the project's folder: it brings the right one.\n`,
  );
  process.exitCode = 2;
}
