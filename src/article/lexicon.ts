/**
 * What news pages say around an article, in the languages we know. Rules:
 * 1. Phrases are written as printed and compared folded (no case, no accents).
 * 2. A `strong` phrase opens nothing but a pointer to another text; a `weak` one may also open prose, and
 *    counts only before a colon or alone on its line.
 * 3. Every look-up is by the first letters of a line: no regular expression runs over the whole text.
 */
import { fold } from './terms.ts';

export type Family =
	| 'readAlso'
	| 'readAlsoWeak'
	| 'previous'
	| 'next'
	| 'prompt'
	| 'share'
	| 'comments'
	| 'tags'
	| 'copyright'
	| 'credit'
	| 'byline'
	| 'dateline'
	| 'home'
	| 'aboutAuthor'
	| 'advert'
	| 'company';

const PHRASES: Readonly<Record<Family, string>> = {
	readAlso: `
		articles les plus lus|les plus lus|à lire ensuite|sur le même thème|explore further|explore more|most read articles|most read stories|most viewed|recommended stories|recommended articles|recommended for you|
		meistgelesene artikel|meist gelesen|am meisten gelesen|empfohlene artikel|lo más leído|más leídas|lo más visto|i più letti|articoli più letti|più lette|mais lidas|mais lidos|as mais lidas|
		meest gelezen|aanbevolen|gerelateerde artikelen|najczęściej czytane|najpopularniejsze|powiązane artykuły|найпопулярніше|популярне|схожі новини|самое читаемое|самое популярное|популярное|похожие статьи|
		الأكثر قراءة|الأكثر مشاهدة|アクセスランキング|人気記事|おすすめ記事|热门文章|热门新闻|猜你喜欢|
		lire aussi|à lire aussi|pour lire la suite|puedes ver|zum weiterlesen|lire également|à lire également|a lire|à lire|lire la suite|sur le même sujet|voir aussi|à voir aussi|
		à découvrir aussi|à consulter aussi|retrouvez aussi|nos autres articles|articles liés|articles similaires|dans la même rubrique|
		à lire sur le sujet|pour aller plus loin|vous aimerez aussi|lisez aussi|écouter aussi|à écouter|plus d’infos|en savoir plus|
		ces articles pourraient vous intéresser|cela pourrait vous intéresser|regarder aussi|à ne pas manquer|le dossier|notre dossier|
		read more|read also|also read|see also|see more|read next|up next|must read|don’t miss|dont miss|related story|
		related stories|related article|related articles|related content|related coverage|related news|related links|related topics|
		more on this story|more on this topic|more from|more stories|more like this|you may also like|you might also like|
		you might also be interested in|recommended for you|recommended reading|further reading|continue reading|
		keep reading|more to read|what to read next|most read|most popular|trending now|watch also|also watch|
		also see|learn more here|editor’s picks|editors’ picks|popular stories|in case you missed it|click here to read|
		lesen sie auch|lesen sie mehr|auch interessant|mehr zum thema|mehr dazu|das könnte sie auch interessieren|weiterlesen|siehe auch|
		passend dazu|zum thema|mehr lesen|lesen sie hier|auch lesenswert|meistgelesen|ähnliche artikel|weitere artikel|
		lea también|lee también|leer también|te puede interesar|le puede interesar|también te puede interesar|más información|
		lee más|leer más|lea más|noticias relacionadas|artículos relacionados|ver también|vea también|no te pierdas|sigue leyendo|además lea|
		leggi anche|per approfondire|potrebbe interessarti|ti potrebbe interessare|guarda anche|vedi anche|approfondisci|continua a leggere|leggi di più|articoli correlati|
		leia também|leia mais|veja também|veja mais|saiba mais|ler também|leia ainda|notícias relacionadas|matérias relacionadas|
		lees ook|lees meer|bekijk ook|zie ook|meer over dit onderwerp|
		czytaj też|czytaj także|czytaj również|czytaj więcej|zobacz też|zobacz także|zobacz również|przeczytaj także|przeczytaj też|polecamy|
		читайте также|читать также|смотрите также|по теме|материалы по теме|читать далее|читайте по теме|еще по теме|
		читайте також|читати також|дивіться також|за темою|читайте ще|більше за темою|дивись також|
		citește și|citiți și|vezi și|citește mai mult|
		läs också|läs även|läs mer|les også|læs også|se også|les mer|læs mere|lue myös|katso myös|
		čtěte také|čtěte též|přečtěte si také|mohlo by vás zajímat|čítajte aj|prečítajte si aj|olvassa el ezt is|kapcsolódó cikk|
		ayrıca okuyun|bunu da okuyun|ilgili haberler|ayrıca bakınız|διαβάστε επίσης|δείτε επίσης|διαβάστε ακόμα|
		اقرأ أيضا|اقرأ أيضًا|اقرأ المزيد|إقرأ أيضا|اقرا ايضا|مواضيع ذات صلة|شاهد أيضا|قد يهمك|
		بیشتر بخوانید|مطالب مرتبط|קראו גם|קרא עוד|ראו גם|
		関連記事|あわせて読みたい|こちらもおすすめ|続きを読む|関連ニュース|合わせて読みたい|
		相关阅读|相关新闻|相关报道|延伸阅读|推荐阅读|相關新聞|更多新闻|관련 기사|관련기사|함께 읽기|더 읽기`,
	readAlsoWeak: `
		related|read|watch|see|more|lire|voir|vidéo|video|en images|podcast|dossier|décryptage|reportage|enquête|entretien|à voir|plus|suite|
		mehr|hintergrund|kommentar|leggi|guarda|lea|lee|vea|mira|además|también|leia|veja|lees|czytaj|zobacz|читайте|смотрите|дивіться|
		اقرأ|شاهد|参考|参照|関連|阅读|更多|listen|explore|background|explainer|opinion|analysis|live|gallery|photos`,
	previous: `
		article précédent|articles précédents|précédent|previous article|previous post|previous story|previous|prev|older post|
		vorheriger artikel|voriger artikel|vorheriger beitrag|artículo anterior|entrada anterior|noticia anterior|anterior|
		articolo precedente|precedente|artigo anterior|matéria anterior|post anterior|vorig artikel|vorige artikel|poprzedni artykuł|poprzedni wpis|
		предыдущая статья|предыдущая новость|попередня стаття|попередня новина|articolul precedent|föregående artikel|forrige artikkel|
		předchozí článek|önceki haber|önceki yazı|المقال السابق|الخبر السابق|السابق|前の記事|上一篇|이전 기사|이전글`,
	next: `
		article suivant|articles suivants|suivant|next article|next post|next story|next|newer post|
		nächster artikel|nächster beitrag|artículo siguiente|entrada siguiente|noticia siguiente|siguiente|
		articolo successivo|prossimo articolo|successivo|próximo artigo|próxima matéria|próximo post|volgend artikel|volgende artikel|następny artykuł|następny wpis|
		следующая статья|следующая новость|наступна стаття|наступна новина|articolul următor|nästa artikel|neste artikkel|
		další článek|sonraki haber|sonraki yazı|المقال التالي|الخبر التالي|التالي|次の記事|下一篇|다음 기사|다음글`,
	advert: `
		advert|advertisement|advertising|sponsored|promoted|publicité|anzeige|werbung|publicidad|pubblicità|publicidade|advertentie|reklama|reklam|реклама|إعلان|広告|广告|광고`,
	prompt: `
		this article is for subscribers|this story is for subscribers|subscribers only|dieser artikel ist nur für|nur für abonnenten|este artículo es exclusivo|contenido exclusivo para|
		questo articolo è riservato|contenuto riservato|este artigo é exclusivo|conteúdo exclusivo para|dit artikel is alleen voor|ten artykuł jest tylko dla|ця стаття доступна лише|эта статья доступна только|
		هذا المقال متاح للمشتركين|この記事は有料|この記事は会員|有料会員限定|本文仅限|仅限订阅|wij gebruiken cookies|we gebruiken cookies|deze site gebruikt cookies|diese website verwendet cookies|wir nutzen cookies|
		ce site utilise des cookies|este sitio utiliza cookies|usamos cookies|questo sito utilizza|usiamo i cookie|este site utiliza cookies|używamy plików cookie|ta strona używa|
		ми використовуємо файли cookie|цей сайт використовує|мы используем файлы cookie|мы используем cookie|этот сайт использует|نستخدم ملفات تعريف الارتباط|يستخدم هذا الموقع|
		当サイトでは|このサイトではクッキー|我们使用 cookie|我们使用cookie|本网站使用|
		soyez le premier à commenter|soyez le premier à réagir|soyez la première personne|aucun commentaire pour|be the first to comment|no comments yet|
		sei der erste|noch keine kommentare|sé el primero en comentar|sii il primo a commentare|seja o primeiro a comentar|będź pierwszy|
		never miss|for the latest|if you enjoyed|to view the full|to read the full|to continue reading|already subscribed|pour continuer la lecture|
		um weiterzulesen|jetzt weiterlesen|para seguir leyendo|cancela cuando quieras|per continuare a leggere|para continuar lendo|чтобы читать дальше|
		newsletter|inscrivez-vous|abonnez-vous|je m’abonne|s’abonner|s’inscrire|recevez chaque|recevez notre|recevez nos|recevez gratuitement|téléchargez l’application|
		suivez-nous|suivez toute l’actualité|retrouvez-nous|rejoignez-nous|créez un compte|connectez-vous|déjà abonné|cet article est réservé|article réservé|il vous reste|
		votre adresse e-mail|votre adresse mail|accepter les cookies|tout accepter|nous utilisons des cookies|en poursuivant votre navigation|
		sign up|subscribe|sign in|log in|register now|create an account|get the latest|get our|get breaking news|get unlimited|download our app|download the app|follow us|join us on|like us on|
		stay up to date|enter your email|your email address|already a subscriber|thank you for subscribing|thanks for signing up|we use cookies|this site uses cookies|by continuing|accept all|support our journalism|
		jetzt abonnieren|jetzt anmelden|newsletter abonnieren|melden sie sich|folgen sie uns|hier anmelden|mit der registrierung|wir verwenden cookies|
		suscríbete|suscríbase|regístrate|síguenos|síganos|únete|inicia sesión|utilizamos cookies|iscriviti|abbonati|seguici|registrati|accedi|utilizziamo i cookie|
		assine|inscreva-se|cadastre-se|siga-nos|receba as|receba nossa|utilizamos cookies|schrijf je in|abonneer|volg ons|meld je aan|zapisz się|zasubskrybuj|obserwuj nas|
		подпишитесь|подписывайтесь|подписаться|следите за|присоединяйтесь|підпишіться|підписуйтесь|підписатися|приєднуйтесь|стежте за|
		abonează-te|abonați-vă|urmărește-ne|prenumerera|abonner|tilmeld|přihlaste se|abone ol|اشترك|تابعونا|تابعنا|سجل الآن|メルマガ|フォローする|会員登録|订阅|关注我们|구독`,
	share: `
		partager|partagez|share this|share on|share via|share|tweet|facebook|twitter|whatsapp|telegram|linkedin|pinterest|e-mail|email this|print this|print|copy link|envoyer par|imprimer|copier le lien|
		teilen|drucken|merken|compartir|imprimir|comparte|condividi|stampa|compartilhar|compartilhe|delen|udostępnij|поделиться|поділитися|distribuie|dela|del artikkelen|sdílet|paylaş|شارك|مشاركة|シェア|ツイート|分享|공유`,
	comments: `
		отзывы|добавить отзыв|відгуки|reviews|avis des lecteurs|tell us what you think|have your say|
		commentaires|laisser un commentaire|poster un commentaire|commenter|réagir|comments|leave a comment|leave a reply|post a comment|add a comment|view comments|show comments|join the conversation|join the discussion|
		kommentare|kommentar schreiben|comentarios|deja un comentario|deja una respuesta|commenti|lascia un commento|comentários|deixe um comentário|reacties|komentarze|dodaj komentarz|
		комментарии|оставить комментарий|коментарі|залишити коментар|comentarii|kommentarer|komentáře|yorumlar|yorum yap|التعليقات|اترك تعليقا|コメント|评论|发表评论|댓글`,
	tags: `
		tags|tag|mots-clés|mots clés|étiquettes|thèmes|sur ce sujet|topics|keywords|filed under|posted in|tagged|labels|categories|schlagworte|schlagwörter|themen|stichwörter|
		etiquetas|temas|etichette|argomenti|palavras-chave|assuntos|trefwoorden|tagi|słowa kluczowe|теги|метки|ключові слова|ключевые слова|etiketler|الوسوم|كلمات مفتاحية|タグ|标签|关键词|태그`,
	copyright: `
		copyright|©|(c)|all rights reserved|tous droits réservés|reproduction interdite|alle rechte vorbehalten|todos los derechos reservados|tutti i diritti riservati|riproduzione riservata|
		todos os direitos reservados|alle rechten voorbehouden|wszelkie prawa zastrzeżone|все права защищены|усі права захищені|toate drepturile rezervate|tüm hakları saklıdır|جميع الحقوق محفوظة|無断転載|版权所有|무단전재|
		ce contenu a été publié dans|cette entrée a été publiée|this entry was posted|this post was filed under|dieser eintrag wurde|dieser beitrag wurde unter|dieser artikel wurde veröffentlicht|esta entrada fue publicada|
		questa voce è stata pubblicata|questo articolo è stato pubblicato in|esta entrada foi publicada|dit bericht werd geplaatst|dit bericht is geplaatst|ten wpis został opublikowany|цей запис було опубліковано|
		запис опубліковано|эта запись опубликована|эта запись была опубликована|هذه المقالة كتبت ضمن|نشر هذا في|この投稿は|この記事は次のカテゴリー|此条目发表在|本条目发布于|this article was originally published|this story was originally published|cet article a été publié|first published on|republished with permission`,
	credit: `
		photo|photos|photo by|photo credit|image|images|image credit|picture|pictures|file photo|getty|reuters/|afp/|ap photo|crédit photo|crédits photo|crédit|crédits|photographie|illustration|légende|
		fot|تصوير|fotografía|fotografia|撮影|摄影|foto|fotos|bild|bilder|bildquelle|quelle|imagen|imágenes|immagine|imagem|zdjęcie|zdj|фото|изображение|світлина|fotoğraf|صورة|写真|图片|图源|사진|video|vidéo|credit|caption|source photo|symbolbild|symbolfoto`,
	byline: `
		by|par|von|por|di|door|przez|автор|rédigé par|écrit par|publié par|written by|posted by|reported by|story by|reporting by|editing by|geschrieben von|escrito por|scritto da|text|texte|
		автор:|текст|بقلم|كتب|文|記者|记者|작성자|author|auteur|autor|autore`,
	dateline: `
		last modified|release date|this entry was posted|dernière modification|letzte änderung|última modificación|ultima modifica|
		publié le|publié à|publié|mis à jour le|mis à jour|modifié le|posté le|le lundi|le mardi|le mercredi|le jeudi|le vendredi|le samedi|le dimanche|temps de lecture|lecture|
		published|updated|last updated|posted|posted on|modified|created|first published|min read|reading time|
		veröffentlicht|aktualisiert|stand|erstellt|lesezeit|publicado|actualizado|pubblicato|aggiornato|publicado em|atualizado|gepubliceerd|bijgewerkt|opublikowano|aktualizacja|
		опубликовано|обновлено|дата публикации|опубліковано|оновлено|publicat|publicerad|publisert|publikováno|yayınlanma|güncelleme|نشر في|تاريخ النشر|آخر تحديث|公開日|更新日|発行|发布时间|更新时间|입력|수정`,
	home: `
		accueil|home|homepage|startseite|start|inicio|portada|início|principal|home page|hjem|hem|strona główna|główna|главная|головна|acasă|domů|anasayfa|ana sayfa|الرئيسية|ホーム|トップ|首页|홈`,
	aboutAuthor: `
		à propos de l’auteur|à propos de l’autrice|l’auteur|l’autrice|about the author|about the writer|über den autor|über die autorin|zum autor|zur autorin|sobre el autor|sobre la autora|sull’autore|sobre o autor|sobre a autora|
		over de auteur|o autorze|об авторе|про автора|despre autor|om författaren|yazar hakkında|عن الكاتب|著者プロフィール|この記事を書いた人|作者简介|저자 소개`,
	company: `
		about|à propos de|à propos du|über|über die|über das|acerca de|sobre|informazioni su|chi è|sobre a|sobre o|over|o firmie|про компанію|о компании|نبذة عن|关于`,
};

/** First two letters of a phrase → the phrases, longest first. */
type Index = ReadonlyMap<string, readonly string[]>;

function indexOf(list: string): Index {
	const byStart = new Map<string, string[]>();
	const phrases = list.split('|').map((phrase) => foldLine(phrase));
	for (const phrase of phrases.sort((a, b) => b.length - a.length)) {
		const key = phrase.slice(0, 1);
		const same = byStart.get(key);
		if (same === undefined) byStart.set(key, [phrase]);
		else same.push(phrase);
	}
	return byStart;
}

const indexes = new Map<Family, Index>();
for (const family of Object.keys(PHRASES)) {
	if (isFamily(family)) indexes.set(family, indexOf(PHRASES[family]));
}

function isFamily(name: string): name is Family {
	return Object.hasOwn(PHRASES, name);
}

/** As phrases are compared: folded, one kind of apostrophe, single spaces, no leading ornament. */
export function foldLine(line: string): string {
	return fold(line.slice(0, 400))
		.replace(/[’ʼ`´]/g, "'")
		.replace(/\s+/g, ' ')
		.replace(/^[^\p{L}\p{N}©(]+/u, '')
		.trim();
}

/** @param folded as foldLine gives it @returns the family's longest phrase that the line starts with, as whole words */
export function startsWith(folded: string, family: Family): string | undefined {
	for (const phrase of indexes.get(family)?.get(folded.slice(0, 1)) ?? []) {
		if (!folded.startsWith(phrase)) continue;
		const after = folded.charAt(phrase.length);
		if (after === '' || !/[\p{L}\p{N}']/u.test(after) || /[\u2e80-\uffff]/.test(phrase)) return phrase;
	}
	return undefined;
}

/** The line is the phrase and nothing else but punctuation. */
export function isExactly(folded: string, family: Family): boolean {
	const phrase = startsWith(folded, family);
	return phrase !== undefined && !/[\p{L}\p{N}]/u.test(folded.slice(phrase.length));
}

/** What follows a folded phrase at the start of a printed line. */
export function restAfter(text: string, phrase: string): string {
	const lead = /^[^\p{L}\p{N}©(]*/u.exec(text)?.[0].length ?? 0;
	// Folding may change the length ('œ', 'ﬁ'): try the neighbours of the phrase's own length.
	for (const extra of [0, 1, -1, 2, -2, 3, -3]) {
		const end = lead + phrase.length + extra;
		if (foldLine(text.slice(0, end)) === phrase) return text.slice(end);
	}
	return text.slice(lead + phrase.length);
}
