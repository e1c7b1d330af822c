// Each is loaded when it is asked for: one may need a peer that is not installed.
const BENCHES: Readonly<Record<string, () => Promise<void>>> = {
  fold: async () => (await import('./fold.ts')).benchFold(),
  geo: async () => (await import('./geo.ts')).benchGeo(),
  fusion: async () => (await import('./fusion.ts')).benchFusion(),
  hash: async () => (await import('./hash.ts')).benchHash(),
  line: async () => (await import('./line.ts')).benchLine(),
  intake: async () => (await import('./intake.ts')).benchIntake(),
  pipeline: async () => (await import('./pipeline.ts')).benchPipeline(),
  record: async () => (await import('./record.ts')).benchRecord(),
  room: async () => (await import('./room.ts')).benchRoom(),
  rules: async () => (await import('./rules.ts')).benchRules(),
  store: async () => (await import('./store.ts')).benchStore(),
  sources: async () => (await import('./sources.ts')).benchSources(),
  secrecy: async () => (await import('./secrecy.ts')).benchSecrecy(),
};

const [name] = process.argv.slice(2);
const bench = BENCHES[name ?? ''];
if (bench === undefined) {
  console.error(`npm run bench -- <${Object.keys(BENCHES).join(' | ')}>`);
  process.exitCode = 2;
} else await bench();
