import type { MessagesOf } from '../messages.ts';
import type { device as en } from './en-device.ts';

/** What is said of a device that cannot, or that was wiped, in French. */
export const device: MessagesOf<typeof en> = {
  'phase.insecure':
    'Cette adresse n’est pas protégée : le navigateur n’y scelle rien, et rien ne peut donc être conservé.',
  'phase.insecureDo': 'Ouvrez le formulaire par https, ou sur la machine du serveur elle-même.',
  'phase.wiping': 'Destruction en cours …',
  'phase.wipedPart': 'Tout n’a pas pu être détruit sur cet appareil.',
  'phase.gone': 'Ce qui était conservé ici a été supprimé, depuis une autre fenêtre ou par le navigateur.',
  'phase.anew': 'Pour recommencer, rechargez cette page.',
  'lock.already':
    'Cet appareil a déjà une phrase secrète : elle a été choisie dans une autre fenêtre. Saisissez celle-là ; rien n’est perdu.',
  'lock.failed':
    'L’appareil n’a pas pu le faire : la mémoire ou la place manque peut-être. Fermez d’autres fenêtres et programmes, et réessayez. Ce qui est conservé ici reste.',
  'wipe.title': 'Tout détruire sur cet appareil',
  'wipe.says':
    'Brouillons, rapports non envoyés, photographies, reçus et le formulaire lui-même. La clé part la première. Ce qui est dans le registre y reste.',
  'wipe.word': 'détruire',
  'wipe.type': 'Saisissez « {word} »',
  'wipe.do': 'Détruire maintenant',
  'wipe.hold': 'Maintenir pour tout détruire',
  'wipe.holdSays': 'Maintenu une seconde et demie, il ne demande rien et c’est sans retour.',
  'wipe.keyGone':
    'La clé a été détruite : brouillons, rapports et photographies ne peuvent plus être lus par personne.',
  'wipe.left-key':
    'La clé est peut-être encore là : qui a la phrase secrète pourrait lire ce qui est conservé. Rechargez cette page et détruisez encore une fois, ou supprimez les données de ce site dans les réglages du navigateur.',
  'wipe.left-records':
    'Des enregistrements, si une autre fenêtre les retient : fermez toutes les fenêtres de ce site, puis supprimez ses données dans les réglages du navigateur.',
  'wipe.left-form':
    'Des fichiers ou des réglages du formulaire : supprimez les données de ce site dans les réglages du navigateur.',
  'wipe.left-session':
    'La session n’a pas été terminée : il n’y a peut-être pas de réseau. Si vous étiez connecté, elle dure encore douze heures au plus ; terminez-la sous Compte depuis un autre appareil.',
  'lock.elsewhere':
    'Le formulaire a été déverrouillé dans une autre fenêtre : il n’est ouvert que dans une à la fois. Ce que vous avez écrit est conservé. Rien n’est envoyé d’ici tant que c’est verrouillé.',
  'lock.wrongSays':
    'Les essais n’effacent rien, si nombreux soient-ils. Vérifiez la langue du clavier et les majuscules.',
  'wipe.anew':
    'La destruction avait été commencée ici et interrompue. Elle a repris à l’ouverture du formulaire.',
  'queue.clock':
    'Rien ne part encore : l’horloge de cet appareil dit {here}, celle du serveur {there}. Vérifiez les heures de ce qui attend, car « maintenant » désignait cette horloge, et modifiez celles qui sont fausses. Réglez ensuite l’horloge, puis envoyez.',
  'queue.sendByThisClock': 'Les heures sont justes : envoyer',
  'queue.photosLeft': {
    one: '{n} encore à envoyer',
    many: '{n} encore à envoyer',
    other: '{n} encore à envoyer',
  },
};
