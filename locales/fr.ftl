### Tout ce que Depeche dit en français. Chaque phrase est courte, aimable, et dit quoi faire ensuite.
### Clés : voir en.ftl.

language-code = fr

## Commandes : 100 caractères au plus

command-summary = Résumer un article en quelques-unes de ses phrases
command-summary-article = Un lien, un numéro de la dernière liste ou un texte collé ; vide : la dernière publication ici
command-summary-length = La longueur : court, une phrase ; moyen, trois ; long, six
command-related = Trouver d’autres articles sur le même sujet
command-related-article = Un lien ou un numéro de la dernière liste ; vide : la dernière publication ici
command-latest = Afficher les derniers articles
command-latest-from = Seulement ce média : son nom ou son adresse
command-latest-count = Combien d’articles, de 1 à 20
command-search = Chercher des articles par leurs mots
command-search-words = Mots à chercher ; les "guillemets" les gardent ensemble, un moins en exclut un
command-story = Montrer comment les médias ont raconté un événement, dans l’ordre
command-story-article = Un lien ou un numéro de la dernière liste ; vide : la dernière publication ici
command-follow = Publier les nouvelles d’un site dans ce salon
command-follow-address = N’importe quelle adresse : site, flux, article, chaîne ou dépôt
command-follow-pace = Quand publier : chaque sujet en direct, ou un condensé par jour
command-follow-filter = Seulement les articles avec ces mots ; un moins en exclut un
command-unfollow = Ne plus publier les nouvelles d’un site dans ce salon
command-unfollow-subscription = Un numéro de /following, une adresse ou un titre
command-following = Afficher ce que ce salon suit
command-import = Suivre tous les flux d’une liste venue d’un autre lecteur
command-import-file = Le fichier OPML que votre lecteur exporte
command-import-address = Ou l’adresse d’un tel fichier
command-export = Obtenir ce que ce salon suit, en un fichier pour tout lecteur
command-help = Afficher ce que je sais faire, avec des exemples

example-summary = /summary https://example.com/actualite/article
example-summary-number = /summary 1
example-related = /related 2
example-latest = /latest Le Quotidien nombre:5
example-search = /search "loi climat" -sport
example-story = /story 1
example-follow = /follow https://example.com quotidien
example-follow-number = /follow 1
example-unfollow = /unfollow 1
example-following = /following
example-import = /import https://example.com/feeds.opml
example-export = /export
example-help = /help

option-article = article
option-length = longueur
option-from = source
option-count = nombre
option-words = mots
option-address = adresse
option-pace = rythme
option-filter = filtre
option-subscription = abonnement
option-file = fichier

choice-live = en direct
choice-daily = quotidien
choice-short = court
choice-medium = moyen
choice-long = long

menu-summary = Résumé
menu-related = Articles liés

## Boutons

button-summary = Résumé
button-summary-number = Résumé { $number }
button-shorter = Plus court
button-longer = Plus long
button-related = Articles liés
button-story = Le sujet
button-open = Ouvrir
button-unfollow = Ne plus suivre

## Publications et réponses

digest-heading = { $count ->
    [one] Le sujet du jour
   *[other] La journée en { $count } sujets
}
digest-more = { $count ->
    [one] Un autre sujet : /latest
   *[other] { $count } autres sujets : /latest
}

summary-written = Écrit par { $model }, vérifié dans l’article. Les numéros mènent aux preuves.
summary-quoted-unproven = Cité de l’article : ce que { $model } a écrit n’y est pas entièrement prouvé.
summary-quoted-silent = Cité de l’article : { $model } n’a pas répondu à temps. Redemandez dans une minute.
summary-quoted-spent = Cité de l’article : ce salon a épuisé { $model } pour aujourd’hui.
summary-empty = Cet article a trop peu de texte pour être résumé. Ouvrez-le pour le lire en entier.
excerpt-subscribers = Seul le début est en accès libre ; la suite est réservée aux abonnés.
summary-teaser = Le flux ne donne qu’une accroche, et { $why ->
    [robots] le site demande aux programmes de ne pas lire la page.
    [refused] le site ne me laisse pas lire la page.
    [large] la page est trop longue ou trop embrouillée pour moi.
    [slow] la page n’est pas arrivée à temps.
   *[down] la page est injoignable pour le moment.
}

related-heading = Sur le même sujet
related-empty = Je ne connais encore rien d’autre sur ce sujet. Essayez /search avec ses mots principaux.

list-hint = Pour en lire un en bref, donnez son numéro :

latest-heading = { $count ->
    [one] Le dernier article
   *[other] Les { $count } derniers articles
}
latest-heading-from = Derniers articles de « { $from } »
latest-empty = Il n’y a pas encore d’articles. Suivez un site avec /follow et ils apparaîtront.
latest-empty-from = Je n’ai rien de « { $from } ». /latest seul montre tous les médias.

search-heading = { $count ->
    [one] Un article pour « { $words } »
   *[other] { $count } articles pour « { $words } »
}
search-empty-field = Je n’ai rien trouvé pour « { $words } ». Ces limites s’écrivent ainsi : since:3d ou since:2026-11-01, lang:fr, source:port.
search-empty = Je n’ai rien trouvé pour « { $words } ». Essayez moins de mots, ou une autre orthographe.

story-first = Premier
story-outlets = Médias
story-languages = Langues
story-alone = Pour l’instant, seul { $source } en a parlé. Redemandez plus tard, ou essayez /related.
story-more = { $count ->
    [one] Un autre article n’est pas affiché.
   *[other] { $count } autres articles ne sont pas affichés.
}

followed-heading = Ce salon suit maintenant { $title }
followed-again = Ce salon suit déjà { $title }
followed-changed-pace = { $title } : le rythme est maintenant « { $pace } »
followed-changed-filter = { $title } : le filtre est maintenant « { $filter } »
followed-changed-both = { $title } : le rythme est maintenant « { $pace } », le filtre « { $filter } »
followed-unchanged = Rien n’a changé. Donnez un rythme ou un filtre avec l’adresse pour les changer.
followed-site = Site
followed-feed = Flux
followed-front = Page
followed-map = Plan de site d’actualités
followed-pace = Rythme
followed-filter = Filtre
followed-newest = Derniers articles
followed-no-items = Le flux n’a pas d’articles pour le moment. Les nouveaux seront publiés dès leur parution.
followed-page = Il n’y a pas de flux : je lis la page elle-même et publie ce qui s’y ajoute.
followed-sitemap = Il n’y a pas de flux : je lis le plan de site d’actualités, la liste des derniers articles du site.
followed-others = Autres flux de ce site : suivez-en un par son adresse
followed-next-live = Je commence par le dernier article qui convient, s’il n’a pas déjà été annoncé ici ; ensuite, chaque nouveau sujet dès sa parution.
followed-next-daily = Le premier condensé arrive à 8 h du matin.
# Des rythmes que l’on essaie et qui n’existent pas.
pace-others = horaire hebdo hebdomadaire mensuel annuel immédiat instantané hourly weekly monthly
pace-live = chaque sujet dès sa parution
pace-daily = un condensé par jour, à 8 h du matin

following-heading = { $count ->
    [one] Ce salon suit un flux
   *[other] Ce salon suit { $count } flux
}
following-empty = Ce salon ne suit encore rien. Commencez par l’adresse d’un site :
following-filter = seulement { $filter }
following-paused = en pause, car les publications n’arrivaient plus dans ce salon
following-ended = arrêté.
following-failing = illisible pour le moment ; je continue d’essayer
following-held = { $count ->
    [one] toutes ses entrées ont changé d’un coup : j’ai publié les plus récentes et gardé une autre de côté ; le site la montre
   *[other] toutes ses entrées ont changé d’un coup : j’ai publié les plus récentes et gardé { $count } autres de côté ; le site les montre
}
following-more = { $count ->
    [one] Un autre n’est pas affiché : /export les donne tous dans un fichier.
   *[other] { $count } autres ne sont pas affichés : /export les donne tous dans un fichier.
}
following-hint = Pour en arrêter un, donnez son numéro :

## Un flux illisible : la cause en une phrase (trouble-…), et ce qu’il faut faire (remedy-…)

notice-failing = Je ne peux plus lire { $title }
notice-ended = { $title } s’est arrêté
notice-since = Il en est ainsi depuis le
notice-trying = Je continue d’essayer, au moins une fois par jour, et publierai de nouveau dès son retour.
notice-stopped = Je ne le demande plus.
notice-many = Je ne peux plus lire { $count } flux
notice-more = { $count ->
    [one] Et un autre : /following le montre.
   *[other] Et { $count } autres : /following les montre.
}
notice-what-next = J’essaie encore ceux qui ne se sont pas arrêtés, et publierai de nouveau dès leur retour. /following dit que faire pour chacun ; /unfollow en arrête un.

trouble-address = Son adresse n’est plus une adresse web.
trouble-private = Son adresse mène dans un réseau privé.
trouble-dns = Le nom de son serveur est introuvable.
trouble-connect = Son serveur ne répond pas.
trouble-tls = Aucune connexion sûre avec son serveur n’est possible.
trouble-certificate = Le certificat de son serveur n’est pas valable ; je ne m’y fie donc pas.
trouble-timeout = Son serveur met trop de temps à répondre.
trouble-gone = Son éditeur l’a retiré pour de bon (410).
trouble-missing = Il n’y a plus rien à son adresse (404).
trouble-forbidden = Son serveur ne me laisse pas le lire.
trouble-challenge = Son serveur demande aux visiteurs de prouver qu’ils sont humains, et je ne le suis pas.
trouble-crowded = Son serveur me demande de venir moins souvent.
trouble-server = Son serveur signale une erreur de son côté.
trouble-refused = Son serveur refuse ma demande.
trouble-redirects = Son adresse me fait tourner en rond.
trouble-not-a-feed = Ce qui se trouve à son adresse n’est plus un flux.
trouble-too-large = Il est devenu trop gros pour moi.
trouble-too-slow = Il prend trop de temps à lire.
trouble-charset = Je n’arrive pas à déchiffrer ses lettres.

remedy-wait = Cela passera peut-être tout seul. Si le site a disparu, arrêtez-le avec /unfollow.
remedy-moved = Il a peut-être déménagé : donnez la page d’accueil du site à /follow, et je chercherai le nouveau flux.
remedy-other = Cherchez un autre flux sur le site, ou demandez à son éditeur de laisser les programmes lire celui-ci.
remedy-publisher = Seul son éditeur peut y remédier. Un mot de votre part aidera peut-être.
remedy-private = La personne qui m’héberge peut l’autoriser avec FETCH_ALLOW_PRIVATE.

follow-which = Il y a { $count } flux. Lequel faut-il suivre ?
follow-which-more = { $count ->
    [one] Et un autre : donnez son numéro ou son adresse.
   *[other] Et { $count } autres : donnez l’adresse de l’un d’eux.
}
follow-which-hint = Appuyez sur un bouton ou donnez un numéro :

unfollow-which = Lequel faut-il arrêter ?
unfollowed = Ce salon ne suit plus { $title }. Pour le reprendre :

import-heading = { $count ->
    [one] Import d’un flux
   *[other] Import de { $count } flux
}
import-done-none = Ce salon ne suit aucun nouveau flux
import-done-read = { $count ->
    [one] Un flux est lu
   *[other] { $count } flux sont lus
}
import-done-tried = { $count ->
    [one] Un flux est suivi et sera essayé de nouveau
   *[other] { $count } flux sont suivis et seront essayés de nouveau
}
import-done-more = { $count ->
    [one] un autre est suivi et sera essayé de nouveau
   *[other] { $count } autres sont suivis et seront essayés de nouveau
}
import-closes = Voici le rapport de l’import. Le message qui disait où il en était ne change plus.
import-read = Lus
import-already = Déjà suivis
import-failed = Illisibles
import-refused = Dans un réseau privé
import-nowhere = Sans adresse web
import-waiting = Encore à lire
import-repeated = { $count ->
    [one] Une autre ligne de la liste nomme un flux une nouvelle fois ; il compte une fois.
   *[other] { $count } autres lignes de la liste nomment un flux une nouvelle fois ; chaque flux compte une fois.
}
import-quiet = Ce qu’ils contiennent déjà n’est pas publié ; je publie ce qui est nouveau à partir de maintenant.
import-going-on = Je tiens ce message à jour jusqu’au bout, même si l’on me redémarre. S’il ne peut plus être changé, le rapport arrive dans un message à part.
import-report = Le rapport arrive quand j’aurai fini.
import-failures = Je n’ai pas pu lire ceux-ci :
import-trying = J’essaie encore ceux d’entre eux que je suis ; /unfollow avec un nom y met fin.
import-trouble = Je ne sais pas pourquoi.
import-no-address = Il n’a pas d’adresse web.
import-more = { $count ->
    [one] Un autre n’a pas pu être lu : /import sans rien le montre.
   *[other] { $count } autres n’ont pas pu être lus : /import sans rien donne toute la liste.
}
import-more-file = { $count ->
    [one] Un autre n’a pas pu être lu ; le fichier les a tous.
   *[other] { $count } autres n’ont pas pu être lus ; le fichier les a tous.
}
import-next = /following montre ce que ce salon suit, /export le donne en un fichier.
import-how = Dans votre lecteur, choisissez Exporter : il vous donne un fichier OPML.
import-how-file = Envoyez-le avec /import, ou donnez son adresse :
import-how-address = Mettez-le là où je peux le lire, et donnez son adresse :
export-done = { $count ->
    [one] Le seul flux que ce salon suit. Tout lecteur prend ce fichier ; /import aussi.
   *[other] Les { $count } flux que ce salon suit. Tout lecteur prend ce fichier ; /import aussi.
}

help-heading = Ce que je sais faire
help-intro = Je publie les nouvelles que ce salon suit et je réponds à vos questions sur elles.
help-managers = (pour ceux qui gèrent le salon)
help-reply = Répondez à une publication par /summary, /related ou /story, ou choisissez Applications dans le menu d’un message : je réponds sur cet article.
help-numbers = Après une liste, un numéro désigne son article : /summary 2.
help-lengths = Un résumé est court, moyen ou long (une, trois ou six phrases) : /summary 2 long.

## Problèmes

problem-usage = Forme
problem-example = Exemple

problem-unknown-command = Je ne connais pas /{ $command }. /help montre ce que je sais faire.
problem-unknown-command-near = Je ne connais pas /{ $command }. Vouliez-vous dire /{ $near } ?
problem-unknown-option = /{ $command } n’a pas d’option « { $option } ».
problem-missing = Il manque « { $option } » à /{ $command }. { $meaning }.
problem-choice = « { $value } » ne convient pas à « { $option } ». Choisissez parmi : { $choices }.
problem-integer = « { $option } » attend un nombre entier de { $min } à { $max }.
problem-too-long = « { $option } » prend au plus { $max } caractères, et ceci en a { $length }. Raccourcissez, s’il vous plaît.
problem-one-address = Je ne peux suivre qu’une adresse à la fois. Commencez par la première, puis donnez-moi la suivante :
problem-filter-words = Après l’adresse viennent un rythme et un filtre. Les mots du filtre s’écrivent ainsi :
problem-empty = « { $option }: » est là sans valeur. { $meaning }.
problem-no-words = /{ $command } s’emploie sans rien après. Envoyez-la seule :
problem-managers = /{ $command } est réservé à ceux qui gèrent ce salon. Demandez à l’un d’eux.
problem-busy = { $seconds ->
    [one] Que de questions ! Redemandez dans une seconde.
   *[other] Que de questions ! Redemandez dans { $seconds } secondes.
}
problem-slow = C’était trop long, j’ai arrêté. Réessayez dans une minute.
problem-internal = Quelque chose a échoué de mon côté. Réessayez ; si cela continue, donnez ce numéro à la personne qui m’héberge : { $id }.

problem-fetch-address = Ce n’est pas une adresse web que je peux lire. Donnez-en une comme https://example.com.
problem-fetch-private = { $host } mène à un réseau privé, et je ne lis que les adresses publiques. La personne qui m’héberge peut l’autoriser avec FETCH_ALLOW_PRIVATE.
problem-fetch-dns = Je ne trouve pas { $host }. Vérifiez l’orthographe de l’adresse.
problem-fetch-connect = { $host } ne répond pas. Réessayez plus tard.
problem-fetch-tls = La connexion sécurisée à { $host } échoue, je ne lui fais donc pas confiance. Vérifiez l’adresse, ou réessayez plus tard.
problem-fetch-tls-expired = Le certificat de { $host } est périmé, je ne lui fais donc pas confiance. Prévenez le site, et réessayez quand il sera renouvelé.
problem-fetch-tls-host = Le certificat de { $host } appartient à un autre site, je ne lui fais donc pas confiance. Vérifiez l’adresse.
problem-fetch-tls-untrusted = Personne de confiance ne répond du certificat de { $host }. Vérifiez l’adresse, ou prévenez le site.
problem-fetch-timeout = { $host } a mis trop de temps à répondre. Réessayez dans quelques minutes.
problem-fetch-status = { $status ->
    [404] { $host } n’a pas de page à cette adresse (404). Vérifiez le lien.
    [410] { $host } a retiré cette page (410). Cherchez un autre lien.
    [401] { $host } réserve cette page à ses membres (401). Ouvrez-la vous-même, ou collez son texte dans /summary.
    [403] { $host } ne me laisse pas lire cette page (403). Ouvrez-la vous-même, ou collez son texte dans /summary.
    [429] { $host } me demande de venir moins souvent (429). Réessayez dans quelques minutes.
   *[other] { $host } répond par une erreur ({ $status }). Réessayez plus tard.
}
problem-fetch-resting = { $minutes ->
    [one] { $host } me demande de patienter une minute. Réessayez ensuite.
   *[other] { $host } me demande de patienter encore { $minutes } minutes. Réessayez ensuite.
}
problem-fetch-challenge = { $host } demande à ses visiteurs de prouver qu’ils sont humains, et je ne le suis pas. Ouvrez la page vous-même, ou collez son texte dans /summary.
problem-fetch-too-large = La page de { $host } est trop grande pour moi. Donnez l’adresse d’un seul article ou d’un flux.
problem-fetch-redirects = { $host } me fait tourner en rond. Ouvrez le lien et donnez-moi l’adresse où il aboutit.
problem-fetch-robots = { $host } demande aux programmes de ne pas lire cette page, et je le respecte. Ouvrez-la vous-même, ou collez son texte dans /summary.

problem-follow-robots = Je n’y ai trouvé aucun flux, et { $host } demande aux programmes de ne pas lire ses pages. Cherchez sur le site un lien qui dit RSS et donnez-le-moi.
problem-follow-challenge = { $host } demande aux visiteurs de prouver qu’ils sont humains, et je ne le suis pas. Ouvrez le site, cherchez un lien qui dit RSS et donnez-le-moi.
problem-follow-closed = { $host } ne me laisse pas entrer ({ $status }). Ouvrez le site, cherchez un lien qui dit RSS et donnez-le-moi.
problem-choice-old = Cette question date de plus d’un jour. Donnez-moi de nouveau l’adresse.
problem-choice-none = Aucune question n’est ouverte ici. J’en pose une quand un site a plusieurs flux, et la garde un jour. Donnez-moi l’adresse du site :
problem-choice-number = { $count ->
    [one] La dernière question n’a qu’une réponse : son numéro est 1.
   *[other] La dernière question a { $count } réponses : donnez un numéro de 1 à { $count }.
}
problem-feed-not-a-feed = Je n’ai trouvé à cette adresse ni flux, ni plan de site d’actualités, ni titres d’articles. Essayez la page d’accueil du site, ou un lien qui y dit RSS.
problem-feed-too-slow = Ce flux est trop long à lire. Cherchez-en un plus petit sur le site.
problem-feed-too-large = Ce flux est trop grand pour moi. Cherchez-en un plus petit sur le site.
problem-feed-charset = Je n’arrive pas à déchiffrer les lettres de ce flux. Cherchez-en un autre sur le site.

problem-opml-empty = Il n’y a aucun flux dans ce fichier. Dans votre lecteur, choisissez Exporter, et envoyez le fichier OPML qu’il vous donne.
problem-opml-html = C’est une page web, pas une liste de flux. Dans votre lecteur, choisissez Exporter, et envoyez le fichier OPML qu’il vous donne.
problem-opml-feed = C’est un flux, pas une liste de flux. Pour le suivre, donnez son adresse à /follow.
problem-opml-not = Je n’y vois pas de liste de flux. Dans votre lecteur, choisissez Exporter, et envoyez le fichier OPML qu’il vous donne.
problem-opml-packed = Ce fichier est compressé. Décompressez-le d’abord, et envoyez le fichier OPML qu’il contient.
problem-opml-too-many = Cette liste a plus de { $max } flux, le maximum que je prends à la fois. Divisez le fichier et envoyez ses parties l’une après l’autre.
problem-import-both = Il y a ici un fichier et une adresse, et je prends une liste à la fois. Donnez l’un des deux : le fichier seul, ou l’adresse seule.
problem-opml-slow = Cette liste est trop longue à lire. Divisez le fichier et envoyez ses parties l’une après l’autre.
problem-import-running = Un import est encore en cours ici. Attendez son rapport ; /import sans rien montre où il en est.
problem-file-too-large = Ce fichier dépasse { $megabytes } Mo. Envoyez-en un plus petit, ou divisez-le.

error-no-article = Je n’ai pas trouvé assez de texte à cette adresse pour parler d’un article. Donnez le lien d’un seul article, ou collez son texte dans /summary.
problem-page-heavy = La page de { $host } est trop longue ou trop embrouillée pour moi. Ouvrez-la vous-même, ou collez son texte dans /summary.
problem-no-list = Il n’y a pas de liste où compter. Demandez-en une à /latest, puis donnez un numéro.
problem-number = { $count ->
    [one] La dernière liste a un article : son numéro est 1.
   *[other] La dernière liste a { $count } articles : donnez un numéro de 1 à { $count }.
}
problem-article-unknown = Je n’ai pas trouvé d’article pour « { $words } ». Donnez-moi son lien, ou cherchez-le avec /search.
problem-summary-unknown = Je n’ai pas trouvé d’article pour « { $words } ». Donnez-moi son lien, ou cherchez-le avec /search. Les longueurs s’appellent court, moyen et long.
problem-article-gone = Je n’ai plus cet article. Donnez-moi son lien et je le relirai.
problem-message-empty = Je ne vois pas d’article dans ce message. Choisissez-en un avec un lien, ou donnez-moi un lien.
problem-nothing-posted = Rien n’a encore été publié ici. Donnez-moi un lien, ou choisissez dans /latest.
problem-digest = Cette publication a { $count } articles. Dites lequel, par exemple /summary 1 ou /related { $count }.
problem-search-words = Il n’y a pas de mot à chercher là-dedans. Donnez-en au moins un.
problem-unfollow-already = C’est déjà arrêté ici. /following montre ce que ce salon suit.
problem-unfollow-number = { $count ->
    [one] La dernière liste de /following a un flux : son numéro est 1.
   *[other] La dernière liste de /following a { $count } flux : donnez un numéro de 1 à { $count }.
}
problem-unfollow-none = Ce salon ne suit pas « { $words } ». /following montre ce qu’il suit.
problem-unfollow-many = « { $words } » convient à plusieurs : { $titles }. Donnez le numéro que montre /following.

## La page d’aperçu

preview-title = Aperçu de Depeche
preview-lead = Chaque article et chaque réponse, comme Discord et Telegram les montrent.
preview-discord = Discord
preview-telegram = Telegram
preview-looks = Montrer comme
preview-timeline = Messages
preview-live = En direct
preview-connecting = Connexion…
preview-lost = Connexion perdue. Nouvel essai…
preview-empty = Rien pour l’instant. Le premier article arrive dès qu’un journal publie. En attendant, essayez /help.
preview-say = Tapez une commande
preview-say-hint = Tapez / pour voir toutes les commandes
preview-send = Envoyer
preview-suggestions = Commandes
preview-reply = Répondre
preview-replying = Votre prochaine commande porte sur
preview-reply-cancel = Annuler
preview-you = Vous
preview-answering = Depeche écrit…
preview-private = Vous seul voyez ce message
preview-app = APP
preview-bot = bot
preview-newer = Nouveaux messages plus bas
preview-not-command = Les commandes commencent par /. Essayez /latest, ou /help pour la liste.
preview-too-long = C’est trop long : 20 000 caractères au plus.
preview-old-button = Ce bouton est trop ancien. Utilisez celui d’un message plus récent.
preview-failed = L’envoi a échoué. Vérifiez que Depeche tourne, puis réessayez.
