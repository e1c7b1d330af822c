import { spawnSync } from 'node:child_process';
import type { Position } from '../packages/core/src/geo/index.ts';

export interface Peer {
  readonly name: string;
  readonly distanceRate: number;
  readonly classRate: number;
  /** Metres from each point to the line. */
  readonly distances: readonly number[];
  /** Pairs of a point and a zone that holds it. */
  readonly zonesHit: number;
}

const ROUNDS = 3;

/** The same points through PostGIS in a scratch database, one process; or one sentence why not. */
export function postgis(
  chain: readonly Position[],
  rings: readonly (readonly Position[])[],
  belts: readonly number[],
  points: Float64Array,
): Peer | string {
  const name = `armistice_bench_${process.pid}`;
  if (psql('postgres', `CREATE DATABASE ${name}`) === undefined)
    return 'no PostgreSQL answers psql as somebody who may create a database';
  try {
    if (psql(name, 'CREATE EXTENSION postgis') === undefined)
      return 'PostgreSQL has no PostGIS; Debian has it as postgresql-15-postgis-3';
    return measure(name, chain, rings, belts, points);
  } finally {
    psql('postgres', `DROP DATABASE ${name}`);
  }
}

function psql(database: string, sql: string): string | undefined {
  const run = spawnSync('psql', ['-X', '-q', '-At', '-v', 'ON_ERROR_STOP=1', '-d', database], {
    input: sql,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  return run.status === 0 ? run.stdout : undefined;
}

function must(database: string, sql: string): string {
  const output = psql(database, sql);
  if (output === undefined) throw new Error(`PostGIS refused: ${sql.slice(0, 200)}`);
  return output;
}

const pairs = (positions: readonly Position[]) => positions.map(([x, y]) => `${x} ${y}`).join(',');

function measure(
  database: string,
  chain: readonly Position[],
  rings: readonly (readonly Position[])[],
  belts: readonly number[],
  points: Float64Array,
): Peer {
  const rows = Array.from(
    { length: points.length / 2 },
    (_, n) => `${n}\t${points[2 * n]}\t${points[2 * n + 1]}`,
  );
  must(
    database,
    `CREATE TABLE raw (id int PRIMARY KEY, x float8, y float8);
COPY raw FROM STDIN;
${rows.join('\n')}
\\.
CREATE TABLE point AS SELECT id, ST_SetSRID(ST_MakePoint(x, y), 4326) AS geom, ST_SetSRID(ST_MakePoint(x, y), 4326)::geography AS geog FROM raw ORDER BY id;
CREATE TABLE front AS SELECT 'SRID=4326;LINESTRING(${pairs(chain)})'::geography AS geog;
CREATE TABLE zone (id int, geom geometry);
INSERT INTO zone VALUES ${rings.map((ring, id) => `(${id}, 'SRID=4326;POLYGON((${pairs(ring)}))')`).join(',')};
CREATE INDEX ON zone USING gist (geom);
ANALYZE;`,
  );
  const distance = 'SELECT sum(ST_Distance(p.geog, f.geog)) FROM point p, front f';
  const dwithin = belts.map((metres) => `ST_DWithin(p.geog, f.geog, ${metres})::int`).join(' + ');
  const classes = `SELECT sum((SELECT count(*) FROM zone z WHERE ST_Covers(z.geom, p.geom)) + ${dwithin}) FROM point p, front f`;
  const count = points.length / 2;
  return {
    name: `PostGIS ${must(database, 'SELECT postgis_lib_version()').trim()}`,
    distanceRate: count / seconds(database, distance),
    classRate: count / seconds(database, classes),
    distances: must(database, 'SELECT ST_Distance(p.geog, f.geog) FROM point p, front f ORDER BY p.id')
      .trim()
      .split('\n')
      .map(Number),
    zonesHit: Number(must(database, 'SELECT count(*) FROM point p JOIN zone z ON ST_Covers(z.geom, p.geom)')),
  };
}

/** Hundredths of a second that the server's process has computed, as Linux counts them. */
const USED = "\\echo used `cut -d' ' -f14,15 /proc/:pid/stat 2>/dev/null`";

/**
 * Seconds of one processor that a query takes in the server, the median of some rounds; where the server is on another
 * machine, seconds of the clock.
 */
function seconds(database: string, query: string): number {
  const output = must(
    database,
    `SET max_parallel_workers_per_gather = 0;
SELECT pg_backend_pid() AS pid \\gset
${USED}
${Array.from({ length: ROUNDS }, () => `EXPLAIN (ANALYZE, TIMING OFF, SUMMARY ON) ${query};\n${USED}`).join('\n')}`,
  );
  const used = Array.from(
    output.matchAll(/^used (\d+) (\d+)$/gm),
    ([, user, system]) => Number(user) + Number(system),
  );
  const times =
    used.length === ROUNDS + 1
      ? used.slice(1).map((hundredths, k) => (hundredths - (used[k] as number)) / 100)
      : Array.from(output.matchAll(/Execution Time: ([\d.]+) ms/g), ([, clock]) => Number(clock) / 1000);
  return times.sort((x, y) => x - y)[Math.floor(ROUNDS / 2)] as number;
}
