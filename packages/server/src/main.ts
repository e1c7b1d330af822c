import { startServer } from './app-start.ts';
import { greeting, startOptions } from './app-start-options.ts';

// `npm start`: environment → options → listening. Everything else is in functions that know no environment.

const say = (text: string): void => void process.stdout.write(text);
const onFault = (message: string): void => void process.stderr.write(`${message}\n`);

async function main(): Promise<void> {
  const running = await startServer(await startOptions({}, process.env, onFault));
  say(greeting(running));
  let stopping = false;
  const stop = () => {
    // Asked twice, the person means it; what was acknowledged is on disk in any case.
    if (stopping) process.exit(130);
    stopping = true;
    running.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        onFault(String(error));
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

main().catch((error: unknown) => {
  onFault(`Armistice did not start. ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
});
