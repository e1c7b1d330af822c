/** Who works on an incident, what a team is asked, and what a deed comes to, in French. */
export const frWork = {
  'claim.do': 'Le prendre',
  'claim.takeOver': 'Le reprendre à {who}',
  'claim.release': 'Le rendre',
  'claim.nobody': 'Personne ne l’a pris.',
  'claim.by': 'Chez {who} depuis le {when}.',
  'claim.mine': 'Chez vous depuis le {when}.',
  'claim.says': 'Cela ne lie personne : qui en a le droit peut agir quand même. Pour la mission seule.',
  'handOver.do': 'Transmettre',
  'inquiry.do': 'La charger',
  'inquiry.now': 'Demandé avant le {when} : {asks}',
  'handOver.to': 'À qui',
  'handOver.note': 'Un mot avec',
  'handOver.says': 'On le trouve sous « chez moi ». La transmission est au registre, pour la mission seule.',
  'handOver.nobody': 'Personne d’autre ne peut le prendre.',
  'inquiry.asks': 'Ce qu’il faut établir',
  'inquiry.due': 'Réponse avant ({clock})',
  'inquiry.area': 'Zone de responsabilité',
  'inquiry.danger': 'Ce qui menace l’équipe',
  'inquiry.says': 'Une tâche pour une équipe, avec une échéance. Seule la mission la lit.',
  'inquiry.team': 'Quelle équipe',
  'inquiry.teamSays': 'Membres observateurs ou vérificateurs. Seule la mission lit qui vous nommez.',
  'inquiry.teamUnread':
    'La liste des membres n’a pas pu être lue : personne ne peut être nommé pour l’instant. Chargez n’importe quelle équipe, ou réessayez plus tard.',
  'inquiry.anyTeam': 'n’importe quelle équipe',
  'inquiry.noTeam':
    'La mission n’a ni observateur ni vérificateur parmi ses membres : qui y travaille peut s’en charger.',
  'inquiry.states': 'Indiquer aussi le statut « {status} »',
  'inquiry.statesSays':
    'Tout lecteur le voit, et seule une appréciation le change : ni la réponse de l’équipe, ni le retrait de l’enquête.',
  'withdraw.do': 'La retirer',
  'withdraw.nobody': 'Aucune équipe n’est chargée d’enquêter.',
  'withdraw.says':
    'Plus personne n’est chargé. La demande et son retrait restent tous deux dans l’historique, pour la mission seule.',
  'withdraw.status':
    'Le statut reste « {status} » : c’est une appréciation, que tout lecteur voit, et ceci n’en change aucune. Appréciez-le ensuite : « {unable} » dit que personne n’a pu aller voir, et pourquoi.',
  'withdraw.asked': 'Demandé par {who} le {when}.',
  'clock.act': 'agir avant {at}, {when}',
  'clock.actOver': 'il fallait agir avant {at}, {when}',
  'clock.team': 'l’équipe répond avant {at}, {when}',
  'clock.teamOver': 'l’équipe devait répondre avant {at}, {when}',
  'clock.working': 'délai de travail, n’engage personne',
  'clock.rules': 'selon les règles de la mission',
  'work.title': 'Qui y travaille',
  'work.lead': 'Pour la mission seule. Aucun statut n’en dépend.',
  'work.who': 'Chez qui',
  'work.clocks': 'Avant quand',
  'work.noClock': 'Rien n’est à échéance.',
  'work.inquiry': 'Ce qui est demandé à une équipe',
  'work.team': 'Équipe : {team}',
  'work.area': 'Zone : {area}',
  'work.danger': 'Danger pour l’équipe : {risk}',
  'act.withdraw': 'Retirer l’enquête',
  'said.claim': 'C’est à vous : les autres voient chez qui il est. Ce qu’il attend est proposé en premier.',
  'said.release': 'Rendu : chez personne désormais. Il attend qui le prendra.',
  'said.handOver': 'Transmis à {who}, qui le trouve sous « chez moi ».',
  'said.inquiry':
    'Une équipe est chargée d’enquêter et répond avant le {when}. Il attend ici l’appréciation de ce qu’elle établira.',
  'said.withdrawn': 'L’enquête est retirée : plus personne n’est chargé. Le statut reste « {status} ».',
  'said.assessNext': 'Une appréciation le change.',
  'said.join':
    'Réunis : ces rapports sont un seul incident désormais. Là où deux statuts décidés différaient, il est sous enquête et attend d’être apprécié.',
  'said.split': 'Séparés : ces rapports sont désormais un incident à part, qui reste à apprécier à part.',
  'said.undo': 'Annulé : les incidents sont groupés comme avant. Les deux inscriptions restent au registre.',
  'said.number': 'Il porte le numéro {number} : on le cite par lui désormais, dans les bulletins aussi.',
  'said.grade': 'Coté {grade} : ce rapport seul. Le statut de l’incident n’a pas changé.',
  'said.assess': 'Apprécié : {status}.',
  'next.under inquiry': 'Il attend l’appréciation de ce qui sera établi.',
  'next.corroborated': 'Pour le vérifier, il faut la même parole de deux personnes.',
  'next.verified': 'Attribution et conclusion peuvent s’y fonder désormais : un organe en décide.',
  'next.refuted':
    'Attribution et conclusions déjà au registre y restent. La présidence ou les vérificateurs peuvent le reprendre.',
  'next.unable to verify':
    'Ce qui l’a empêché est dit à côté. La présidence ou les vérificateurs peuvent le reprendre.',
  'said.waits':
    'Votre parole est au registre. Le statut reste « {status} » jusqu’à ce qu’une seconde personne écrive la même chose.',
  'said.attribute':
    'Attribution au registre : {attribution}. Chaque partie peut dire sa position, imprimée à côté. Statut et conclusion n’ont pas changé.',
  'said.finding':
    'La conclusion est au registre, avec ceux qui ne s’y sont pas ralliés. Chaque partie peut dire sa position, imprimée à côté.',
  'said.resolve': 'L’état du différend est au registre. Les échéances de son niveau courent à partir d’ici.',
  'said.position':
    'Votre position est au registre, imprimée à côté de l’incident pour qui peut la lire. Aucun statut n’a changé.',
  'said.complain':
    'Votre plainte est au registre. Elle attend dans la file des officiers de la mission jusqu’à sa réponse.',
  'said.answer':
    'La plainte a sa réponse : elle n’attend plus. Qui peut la lire trouve la réponse dessous, à la page de l’incident.',
  'said.written': 'C’est au registre, et cela vaut.',
  'said.already': 'C’était déjà là ; rien n’a été écrit deux fois.',
  'said.proposal': 'Proposé : rien n’est écrit avant l’accord d’une autre personne.',
} as const;
