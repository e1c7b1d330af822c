/** Counting rules that come with the program, in French: what each is called, and what it counts. */
export const frRules = {
  'rule.each-explosion': 'Chaque explosion une fois',
  'rule.each-explosion.says':
    'Chaque explosion, rafale ou coup de feu compte une fois. Quand plusieurs sources de la mission ont perçu la même chose, celle qui a compté le plus est retenue. Fusées éclairantes, exercices et déminage forment des catégories à part.',
  'rule.every-line': 'Chaque ligne de chaque rapport',
  'rule.every-line.says':
    'Chaque ligne de chaque rapport compte avec son propre nombre ; ce que plusieurs ont perçu n’est pas rapproché.',
  'rule.shellings-of-thirty': 'Trente ou plus font un bombardement',
  'rule.shellings-of-thirty.says':
    'Trente décharges ou plus au même endroit font un bombardement, jusqu’à une pause de plus de 60 minutes. La règle ne dit pas ce que sont moins de trente.',
  'rule.one-per-place-and-day': 'Un par lieu et par jour',
  'rule.one-per-place-and-day.says':
    'Tout ce qui se passe en un même lieu un même jour local compte pour un ; les tirs lourds absorbent les armes légères.',
};
