import { graticuleFeatures } from './graticule-features.ts';
import { type MapEngine, setFeatures } from './sheet.ts';

/** Draws meridians and parallels on a map, under the source `graticule`, as it moves. Answers how to stop. */
export function drawGraticule(map: MapEngine): () => void {
  const draw = () => {
    const seen = map.getBounds();
    const bounds = [seen.getWest(), seen.getSouth(), seen.getEast(), seen.getNorth()] as const;
    setFeatures(map, 'graticule', graticuleFeatures(bounds));
  };
  draw();
  map.on('moveend', draw);
  return () => void map.off('moveend', draw);
}
