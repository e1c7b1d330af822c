import { beforeEach, describe, expect, test, vi } from 'vitest';

// Each test with words of which nothing is fetched yet.
beforeEach(() => {
  vi.resetModules();
});

async function fresh() {
  const [follow, rooms, people] = await Promise.all([
    import('./follow.ts'),
    import('./rooms.ts'),
    import('./people/loading.ts'),
  ]);
  return { ...follow, ...rooms, ...people };
}

describe('words in use follow the language', () => {
  test('what was shown in one language is fetched in the next; what was not is left', async () => {
    const { fetchWords, loadRoom, ROOMS } = await fresh();
    const asked: string[] = [];
    for (const room of ['queue', 'vault'] as const) {
      const { fr } = ROOMS[room];
      Object.assign(ROOMS[room], {
        fr: () => {
          asked.push(room);
          return fr();
        },
      });
    }
    await loadRoom('queue', 'en');
    await fetchWords('fr');
    expect(asked).toEqual(['queue']);
  });

  test('words that cannot be fetched are told to whoever chose the language, and asked for again', async () => {
    const { fetchWords, loadRoom, ROOMS } = await fresh();
    const { uk } = ROOMS.queue;
    Object.assign(ROOMS.queue, { uk: () => Promise.reject(new Error('no line')) });
    await loadRoom('queue', 'en');
    await expect(fetchWords('uk')).rejects.toThrow('no line');
    Object.assign(ROOMS.queue, { uk });
    await expect(fetchWords('uk')).resolves.toBeUndefined();
  });
});
