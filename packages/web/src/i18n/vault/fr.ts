import type { MessagesOf } from '../messages.ts';
import type { en } from './en.ts';

/** The view in French. */
export const fr: MessagesOf<typeof en> = {
  'page.title': 'Coffre des sources',
  'page.lead':
    'L’identité des sources est gardée ici, à part de la mission. Aucun dépositaire ne peut regarder seul : l’un demande, un autre accepte, et le premier lit, une seule fois.',
  'none.title': 'Cette mission n’a pas encore de coffre ici.',
  'none.says':
    'Deux dépositaires ou plus le créent ensemble, sur la machine : armistice vault init. Voir docs/vault.md.',
  held: 'Sources gardées : {held}. Dépositaires : {custodians}.',
  'asked.title': 'Demandes en cours',
  'asked.none': 'Rien n’est demandé.',
  'asked.noneSays':
    'Vous pouvez demander ci-dessous qui est une source. Un autre dépositaire accepte alors dans le quart d’heure.',
  'asked.by': 'Demandé par {handle} ; prend fin à {until}.',
  'asked.waits': 'Aucun autre dépositaire n’a encore accepté.',
  'asked.agreed': '{handle} a accepté.',
  'act.open': 'Savoir qui c’est',
  'act.drop': 'Détruire',
  'did.open': 'Ouverte',
  'did.drop': 'Détruite',
  agree: 'Accepter',
  'agree.ask': 'Accepter cette demande ?',
  'agree.says.open':
    'Le premier dépositaire pourra alors lire une fois qui est cette source. Votre accord est signé de votre clé dans le journal scellé.',
  'agree.says.drop':
    'Le premier dépositaire pourra alors détruire à jamais l’identité de cette source. Votre accord est signé de votre clé dans le journal scellé.',
  'carryOut.open': 'Lire',
  'carryOut.drop': 'Détruire',
  'carryOut.ask': 'Exécuter maintenant ?',
  'carryOut.says.open':
    'L’identité s’affiche une seule fois sur cet écran. Assurez-vous que personne d’autre ne la voit.',
  'carryOut.says.drop': 'L’identité de cette source sera détruite. Personne ne pourra la rétablir.',
  withdraw: 'Abandonner',
  'withdraw.ask': 'Abandonner cette demande ?',
  'withdraw.says': 'Personne ne pourra plus l’accepter ni l’exécuter. On peut demander de nouveau.',
  passphrase: 'Votre phrase secrète de dépositaire',
  'ask.title': 'Demander',
  'ask.lead':
    'Ne donnez aucun nom dans le motif : il reste dans le journal scellé, avec votre identifiant, aussi longtemps que le journal.',
  'ask.act': 'Ce qui est demandé',
  'ask.source': 'Source',
  'ask.sourceNone': 'Désignez la source par son identifiant.',
  'ask.reason': 'Motif',
  'ask.reasonSays': 'Pour les autres dépositaires.',
  'ask.reasonNone': 'Dites pourquoi.',
  'ask.do': 'Demander',
  'log.title': 'Journal des dépositaires',
  'log.lead':
    'Ce que des dépositaires ont fait ensemble, le plus récent d’abord. Il ne dit jamais qui est qui.',
  'log.none': 'Rien n’a encore été ouvert ni détruit.',
  'log.by': '{asked} avec {agreed}, {when}',
  'given.title': 'Qui est {source}',
  'given.says':
    'Affiché cette seule fois, et gardé nulle part sur cette page : ne notez rien dont vous n’avez pas besoin.',
  'given.away': 'Ranger',
  'receipt.title': '{source} : identité détruite',
  'receipt.for': 'Reçu pour la personne',
  'receipt.says':
    'Remettez-le-lui : il prouve que la destruction figure au journal scellé, et n’en montre rien d’autre. Il est affiché cette seule fois.',
};
