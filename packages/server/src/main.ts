// `npm start` is `armistice start`: what follows `npm start --` are its options.
process.argv.splice(2, 0, 'start');
await import('./cli/main.ts');
