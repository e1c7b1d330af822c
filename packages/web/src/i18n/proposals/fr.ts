import type { MessagesOf } from '../messages.ts';
import type { en } from './en.ts';

/** What waits for a second person, in words to decide by, in French. */
export const fr: MessagesOf<typeof en> = {
  'waits.bulletin': 'Serait publié : {type} {number}, sur {from} – {to}. {whom}',
  'waits.everyone': 'Chacun pourrait le lire.',
  'waits.forOthers': 'Lecteurs : {audience}.',
  'waits.erratum': 'Un erratum à {number} serait publié : {reason}',
  'waits.change': '{figure} : avant {was}, maintenant {is}',
  'waits.key': 'La clé de {name} signerait dès lors en tant que : {role}.',
  'waits.keyEnd': 'La clé {kid} ne signerait plus rien.',
  'waits.member': '{handle} serait membre, avec les rôles : {roles}.',
  'waits.renew': '{handle} recevrait un nouvel accès ; le précédent prend fin.',
  'waits.end': '{handle} ne serait plus membre : {reason}',
  'waits.line': 'La ligne {name} passerait comme elle est tracée, à partir du {from}.',
  'waits.zone': 'La zone {name} serait celle qui est tracée, à partir du {from}.',
  'waits.erase': 'Le contenu d’entrées serait détruit, nombre {n} : {indexes}. Motif : {reason}',
  'waits.eraseDetail': 'Le détail d’entrées serait détruit, nombre {n} : {indexes}. Motif : {reason}',
  'waits.rules': 'Les règles de la mission « {title} » seraient fixées à nouveau.',
  'waits.fusion': 'Les rapports seraient groupés selon les modèles de capteurs de la version {version}.',
  'waits.engine': 'La mission passerait à la version {version} de ce programme.',
  'waits.text': 'Le texte « {title} » serait en vigueur en version {version}.',
  'waits.act': '{handle} demande ceci : {act}.',
  'waits.ownAct': 'Vous avez demandé ceci : {act}.',
  'done.act': 'L’acte : {act}.',
  'waits.asData': 'L’afficher comme données',
  'type.daily': 'Rapport quotidien',
  'type.weekly': 'Rapport hebdomadaire',
  'type.spot': 'Rapport ponctuel',
  'type.thematic': 'Rapport thématique',
  'done.agreedNext':
    'C’est fait aussitôt et inscrit au registre. Vous le trouvez ci-dessous, sous « Décidés ».',
  'done.refusedNext':
    'Rien n’a été fait. Qui l’a demandé lit votre motif ci-dessous, sous « Décidés », et peut le redemander.',
  'done.takenBack': 'Retiré.',
  'done.takenBackNext': 'Personne ne peut plus donner son accord. Vous pouvez le redemander.',
  'waits.count': 'Incidents comptés',
};
