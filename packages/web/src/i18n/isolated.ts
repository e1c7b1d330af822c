export { balanced, isolated } from '@armistice/core/words';
