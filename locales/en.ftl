### Everything that Depeche says in English. Each sentence is short, kind, and says what to do next.
### Keys: command-<name>, command-<name>-<option>, example-<name>, choice-<value>, problem-… (something a person can mend).

# The language of dates, numbers and lists: a BCP 47 code.
language-code = en-GB

## Commands: at most 100 characters each, as the platforms' menus allow

command-summary = Sum up an article in a few of its own sentences
command-summary-article = A link, a number of the last list, or pasted text; empty: the newest post here
command-summary-length = How long: short is one sentence, medium three, long six
command-related = Find other articles on the same subject
command-related-article = A link or a number of the last list; empty: the newest post here
command-latest = Show the newest articles
command-latest-from = Only this outlet: its name or address
command-latest-count = How many articles, 1 to 20
command-search = Find articles by their words
command-search-words = Words to find; "quotes" keep them together, a minus leaves one out
command-story = Show how outlets told an event, in order of time
command-story-article = A link or a number of the last list; empty: the newest post here
command-follow = Post a site’s news in this channel
command-follow-address = Any address: a site, a feed, an article, a channel or a repository
command-follow-pace = When to post: each story live, or one digest a day
command-follow-filter = Only articles with these words; a minus leaves one out
command-unfollow = Stop posting a site’s news in this channel
command-unfollow-subscription = A number of /following, an address, or a title
command-following = Show what this channel follows
command-import = Follow every feed of a list from another reader
command-import-file = The OPML file that your reader exports
command-import-address = Or the address of such a file
command-export = Get what this channel follows as a file for any reader
command-help = Show what I can do, with examples

example-summary = /summary https://example.com/news/article
example-summary-number = /summary 1
example-related = /related 2
example-latest = /latest Example Times count:5
example-search = /search "climate law" -sport
example-story = /story 1
example-follow = /follow https://example.com daily
example-follow-number = /follow 1
example-unfollow = /unfollow 1
example-following = /following
example-import = /import https://example.com/feeds.opml
example-export = /export
example-help = /help

option-article = article
option-length = length
option-from = from
option-count = count
option-words = words
option-address = address
option-pace = pace
option-filter = filter
option-subscription = subscription
option-file = file

choice-live = live
choice-daily = daily
choice-short = short
choice-medium = medium
choice-long = long

menu-summary = Summary
menu-related = Related articles

## Buttons

button-summary = Summary
button-summary-number = Summary { $number }
button-shorter = Shorter
button-longer = Longer
button-related = Related
button-story = Story
button-open = Open
button-unfollow = Stop following

## Posts and answers

digest-heading = { $count ->
    [one] The story of the day
   *[other] The day in { $count } stories
}
digest-more = { $count ->
    [one] One more story: /latest
   *[other] { $count } more stories: /latest
}

summary-written = Written by { $model }, checked against the article. The numbers lead to the proof.
summary-quoted-unproven = Quoted from the article: what { $model } wrote is not all proven by it.
summary-quoted-silent = Quoted from the article: { $model } gave no answer in time. Ask again in a minute.
summary-quoted-spent = Quoted from the article: this channel has used up { $model } for today.
summary-empty = This article has too little text to sum up. Open it to read it whole.
excerpt-subscribers = Only the beginning is free to read; the rest is for subscribers.
summary-teaser = The feed gives only a teaser, and { $why ->
    [robots] the site asks programs not to read the page.
    [refused] the site does not let me read the page.
    [large] the page is too large or too tangled for me.
    [slow] the page did not come in time.
   *[down] the page cannot be reached just now.
}

related-heading = On the same subject
related-empty = I know nothing else on this subject yet. Try /search with its main words.

list-hint = To read one in short, give its number:

latest-heading = { $count ->
    [one] The newest article
   *[other] The { $count } newest articles
}
latest-heading-from = Newest from “{ $from }”
latest-empty = There are no articles yet. Follow a site with /follow and they will appear.
latest-empty-from = I have nothing from “{ $from }”. /latest alone shows every outlet.

search-heading = { $count ->
    [one] One article for “{ $words }”
   *[other] { $count } articles for “{ $words }”
}
search-empty-field = I found nothing for “{ $words }”. Such limits go like this: since:3d or since:2026-11-01, lang:fr, source:harbour.
search-empty = I found nothing for “{ $words }”. Try fewer words, or another spelling.

story-first = First
story-outlets = Outlets
story-languages = Languages
story-alone = So far only { $source } has reported this. Ask again later, or try /related.
story-more = { $count ->
    [one] One more article is not shown.
   *[other] { $count } more articles are not shown.
}

followed-heading = Now following { $title }
followed-again = Already following { $title }
followed-changed-pace = { $title }: the pace is now { $pace }
followed-changed-filter = { $title }: the filter is now “{ $filter }”
followed-changed-both = { $title }: the pace is now { $pace }, the filter “{ $filter }”
followed-unchanged = Nothing has changed. Give a pace or a filter with the address to change it.
followed-site = Site
followed-feed = Feed
followed-front = Page
followed-map = News sitemap
followed-pace = Pace
followed-filter = Filter
followed-newest = Newest there
followed-no-items = The feed has no articles at the moment. New ones will be posted when they appear.
followed-page = There is no feed, so I read the page itself and post what is new on it.
followed-sitemap = There is no feed, so I read the site’s news sitemap, its list of the newest articles.
followed-others = Other feeds of this site: follow one by its address
followed-next-live = I begin with the newest article that fits and was not told here before; then each new story as it appears.
followed-next-daily = The first digest comes at 8 in the morning.
# Words that people try for a pace and that are none.
pace-others = hourly weekly monthly yearly instant instantly immediate immediately now
pace-live = each story as it appears
pace-daily = one digest a day, at 8 in the morning

following-heading = { $count ->
    [one] This channel follows one feed
   *[other] This channel follows { $count } feeds
}
following-empty = This channel follows nothing yet. Begin with a site’s address:
following-filter = only { $filter }
following-paused = paused, because posts did not reach this channel
following-ended = ended.
following-failing = cannot be read at the moment; I keep trying.
following-held = { $count ->
    [one] all its entries changed at once, so I posted the newest and kept one back; the site shows it
   *[other] all its entries changed at once, so I posted the newest and kept { $count } back; the site shows them
}
following-more = { $count ->
    [one] One more is not shown: /export gives them all in a file.
   *[other] { $count } more are not shown: /export gives them all in a file.
}
following-hint = To stop one, give its number:

## A feed that cannot be read: the cause in one sentence (trouble-…), and what to do (remedy-…)

notice-failing = I can no longer read { $title }
notice-ended = { $title } has ended
notice-since = It has been so since
notice-trying = I keep trying, once a day at the least, and post again as soon as it is back.
notice-stopped = I have stopped asking for it.
notice-many = I can no longer read { $count } feeds
notice-more = { $count ->
    [one] And one more: /following shows it.
   *[other] And { $count } more: /following shows them.
}
notice-what-next = I keep trying what has not ended, and post again as soon as it is back. /following says what can be done about each; /unfollow stops one.

trouble-address = Its address is no web address any more.
trouble-private = Its address leads into a private network.
trouble-dns = The name of its server cannot be found.
trouble-connect = Its server does not answer.
trouble-tls = No secure connection to its server can be made.
trouble-certificate = Its server’s certificate is not valid, so I do not trust it.
trouble-timeout = Its server takes too long to answer.
trouble-gone = Its publisher has taken it down for good (410).
trouble-missing = There is nothing at its address any more (404).
trouble-forbidden = Its server does not let me read it.
trouble-challenge = Its server asks visitors to prove that they are people, and I am not.
trouble-crowded = Its server asks me to come less often.
trouble-server = Its server reports an error of its own.
trouble-refused = Its server refuses what I ask for.
trouble-redirects = Its address sends me round in circles.
trouble-not-a-feed = What stands at its address is no feed any more.
trouble-too-large = It has become too large for me.
trouble-too-slow = It takes too long to read.
trouble-charset = I cannot make out its letters.

remedy-wait = It may well pass by itself. If the site is gone for good, stop it with /unfollow.
remedy-moved = It may have moved: give the site’s front page to /follow, and I look for the new feed.
remedy-other = Look for another feed on the site, or ask its publisher to let programs read this one.
remedy-publisher = Only its publisher can mend that. A word to them may help.
remedy-private = Whoever runs me can allow it with FETCH_ALLOW_PRIVATE.

follow-which = There are { $count } feeds. Which one shall I follow?
follow-which-more = { $count ->
    [one] And one more: give me its number or its address.
   *[other] And { $count } more: give me the address of one.
}
follow-which-hint = Press a button, or give a number:

unfollow-which = Which one shall I stop?
unfollowed = No longer following { $title }. To take it back:

import-heading = { $count ->
    [one] Importing one feed
   *[other] Importing { $count } feeds
}
import-done-none = This channel follows no new feed
import-done-read = { $count ->
    [one] One feed is read
   *[other] { $count } feeds are read
}
import-done-tried = { $count ->
    [one] One feed is followed and tried again
   *[other] { $count } feeds are followed and tried again
}
import-done-more = { $count ->
    [one] one more is followed and tried again
   *[other] { $count } more are followed and tried again
}
import-closes = This is the report of the import. The message that said how far it was is not changed any more.
import-read = Read
import-already = Followed before
import-failed = Not readable
import-refused = In a private network
import-nowhere = Without a web address
import-waiting = Still to read
import-repeated = { $count ->
    [one] One more line of the list names a feed again; it counts once.
   *[other] { $count } more lines of the list name a feed again; each feed counts once.
}
import-quiet = What is in them now stays unposted; I post what is new from here on.
import-going-on = I keep this message up to date until I am through, also if I am restarted. If it can no longer be changed, the report comes as a message of its own.
import-report = The report comes when I am through.
import-failures = These could not be read:
import-trying = I keep trying what I follow of these; /unfollow with a name ends that.
import-trouble = I do not know why.
import-no-address = It has no web address.
import-more = { $count ->
    [one] One more could not be read: /import without anything shows it.
   *[other] { $count } more could not be read: /import without anything gives the whole list.
}
import-more-file = { $count ->
    [one] One more could not be read; the file has them all.
   *[other] { $count } more could not be read; the file has them all.
}
import-next = /following shows what this channel follows, /export gives it as a file.
import-how = In your reader, choose Export: it gives you an OPML file.
import-how-file = Send it together with /import, or give its address:
import-how-address = Put it where I can read it, and give its address:
export-done = { $count ->
    [one] The one feed that this channel follows. Any reader takes this file; so does /import.
   *[other] The { $count } feeds that this channel follows. Any reader takes this file; so does /import.
}

help-heading = What I can do
help-intro = I post the news that this channel follows and answer questions about it.
help-managers = (for those who manage the channel)
help-reply = Reply to a post with /summary, /related or /story, or choose Apps in a message’s menu: I answer about that article.
help-numbers = After a list, a number stands for its article: /summary 2.
help-lengths = A summary is short, medium or long (one, three or six sentences): /summary 2 long.

## Problems

problem-usage = Form
problem-example = Example

problem-unknown-command = I don’t know /{ $command }. /help shows what I can do.
problem-unknown-command-near = I don’t know /{ $command }. Did you mean /{ $near }?
problem-unknown-option = /{ $command } has no option “{ $option }”.
problem-missing = /{ $command } needs “{ $option }”. { $meaning }.
problem-choice = “{ $value }” does not fit “{ $option }”. Choose one of these: { $choices }.
problem-integer = “{ $option }” takes a whole number from { $min } to { $max }.
problem-too-long = “{ $option }” takes at most { $max } characters, and this has { $length }. Please shorten it.
problem-one-address = I can follow one address at a time. Begin with the first, and give me the next one after it:
problem-filter-words = After the address come a pace and a filter. Words to filter by go like this:
problem-empty = “{ $option }:” stands there without a value. { $meaning }.
problem-no-words = /{ $command } needs no words after it. Send it alone:
problem-managers = /{ $command } is for those who manage this channel. Please ask one of them.
problem-busy = { $seconds ->
    [one] Many questions at once! Please ask again in a second.
   *[other] Many questions at once! Please ask again in { $seconds } seconds.
}
problem-slow = This took too long, so I stopped. Please try again in a minute.
problem-internal = Something went wrong on my side. Please try again; if it stays, tell whoever runs me this number: { $id }.

problem-fetch-address = That is no web address that I can read. Please give one like https://example.com.
problem-fetch-private = { $host } leads into a private network, and I read only public addresses. Whoever runs me can allow it with FETCH_ALLOW_PRIVATE.
problem-fetch-dns = I cannot find { $host }. Please check how the address is spelt.
problem-fetch-connect = { $host } does not answer. Please try again later.
problem-fetch-tls = The secure connection to { $host } fails, so I do not trust it. Please check the address, or try again later.
problem-fetch-tls-expired = The certificate of { $host } is out of date, so I do not trust it. Please tell the site, and try again when it is renewed.
problem-fetch-tls-host = The certificate of { $host } belongs to another site, so I do not trust it. Please check the address.
problem-fetch-tls-untrusted = Nobody I trust vouches for the certificate of { $host }. Please check the address, or tell the site.
problem-fetch-timeout = { $host } took too long to answer. Please try again in a few minutes.
problem-fetch-status = { $status ->
    [404] { $host } has no page at this address (404). Please check the link.
    [410] { $host } has taken this page down (410). Please look for another link.
    [401] { $host } shows this page only to its members (401). Please open it yourself, or paste its text to /summary.
    [403] { $host } does not let me read this page (403). Please open it yourself, or paste its text to /summary.
    [429] { $host } asks me to come less often (429). Please try again in a few minutes.
   *[other] { $host } answers with an error ({ $status }). Please try again later.
}
problem-fetch-resting = { $minutes ->
    [one] { $host } asks me to stay away for a minute. Please try again then.
   *[other] { $host } asks me to stay away for another { $minutes } minutes. Please try again then.
}
problem-fetch-challenge = { $host } asks visitors to prove that they are people, and I am not. Please open it yourself, or paste its text to /summary.
problem-fetch-too-large = The page at { $host } is too large for me. Please give the address of a single article or feed.
problem-fetch-redirects = { $host } sends me round in circles. Please open the link and give me the address where it ends.
problem-fetch-robots = { $host } asks programs not to read this page, and I respect that. Please open it yourself, or paste its text to /summary.

problem-follow-robots = I found no feed there, and { $host } asks programs not to read its pages. Please look on the site for a link that says RSS, and give me that.
problem-follow-challenge = { $host } asks visitors to prove that they are people, and I am not. Please open it, look for a link that says RSS, and give me that.
problem-follow-closed = { $host } does not let me in ({ $status }). Please open it, look for a link that says RSS, and give me that.
problem-choice-old = This question is more than a day old. Please give me the address again.
problem-choice-none = No question is open here. I ask one where a site has several feeds, and keep it for a day. Give me the site’s address:
problem-choice-number = { $count ->
    [one] The last question has one answer: its number is 1.
   *[other] The last question has { $count } answers: give a number from 1 to { $count }.
}
problem-feed-not-a-feed = I found no feed at this address, and neither a news sitemap nor headlines on the page. Try the site’s front page, or a link on it that says RSS.
problem-feed-too-slow = This feed takes too long to read. Please look for a smaller one on the site.
problem-feed-too-large = This feed is too large for me. Please look for a smaller one on the site.
problem-feed-charset = I cannot make out the letters of this feed. Please look for another one on the site.

problem-opml-empty = There is no feed in this file. In your reader, choose Export, and send the OPML file that it gives you.
problem-opml-html = This is a web page, not a list of feeds. In your reader, choose Export, and send the OPML file that it gives you.
problem-opml-feed = This is a feed itself, not a list of feeds. To follow it, give its address to /follow.
problem-opml-not = I see no list of feeds in this. In your reader, choose Export, and send the OPML file that it gives you.
problem-opml-packed = This file is packed. Please unpack it first, and send the OPML file that is in it.
problem-opml-too-many = This list has more than { $max } feeds, the most that I take at once. Please split the file and send its parts one after another.
problem-import-both = This names a file and an address, and I take one list at a time. Please give one of them: the file alone, or the address alone.
problem-opml-slow = This list takes too long to read. Please split the file and send its parts one after another.
problem-import-running = An import is still going on here. Please wait for its report; /import without anything shows how far it is.
problem-file-too-large = This file is larger than { $megabytes } MB. Please send a smaller one, or split it.

error-no-article = I found too little text at this address to call it an article. Give the link of a single article, or paste its text to /summary.
problem-page-heavy = The page at { $host } is too large or too tangled for me to read. Please open it yourself, or paste its text to /summary.
problem-no-list = There is no list to count in. Ask /latest for one, then give a number.
problem-number = { $count ->
    [one] The last list has one article: its number is 1.
   *[other] The last list has { $count } articles: give a number from 1 to { $count }.
}
problem-article-unknown = I found no article for “{ $words }”. Give me its link, or look for it with /search.
problem-summary-unknown = I found no article for “{ $words }”. Give me its link, or look for it with /search. The lengths are called short, medium and long.
problem-article-gone = I no longer have this article. Give me its link and I will read it again.
problem-message-empty = I see no article in this message. Choose one with a link in it, or give me a link.
problem-nothing-posted = Nothing has been posted here yet. Give me a link, or choose from /latest.
problem-digest = This post has { $count } articles. Say which, for example /summary 1 or /related { $count }.
problem-search-words = There is no word to look for in that. Please give at least one.
problem-unfollow-already = This is already stopped here. /following shows what this channel follows.
problem-unfollow-number = { $count ->
    [one] The last list of /following has one feed: its number is 1.
   *[other] The last list of /following has { $count } feeds: give a number from 1 to { $count }.
}
problem-unfollow-none = This channel does not follow “{ $words }”. /following shows what it follows.
problem-unfollow-many = “{ $words }” fits more than one: { $titles }. Please give the number that /following shows.

## The preview page

preview-title = Depeche preview
preview-lead = Every post and every answer, as Discord and as Telegram show it.
preview-discord = Discord
preview-telegram = Telegram
preview-looks = Show as
preview-timeline = Messages
preview-live = Live
preview-connecting = Connecting…
preview-lost = Connection lost. Trying again…
preview-empty = No post yet. The first one arrives as soon as an outlet publishes. Meanwhile, try /help.
preview-say = Type a command
preview-say-hint = Type / to see all commands
preview-send = Send
preview-suggestions = Commands
preview-reply = Reply
preview-replying = Your next command is about
preview-reply-cancel = Cancel
preview-you = You
preview-answering = Depeche is typing…
preview-private = Only you can see this
preview-app = APP
preview-bot = bot
preview-newer = New messages below
preview-not-command = Commands start with /. Try /latest, or /help for the list.
preview-too-long = That is too long: 20,000 characters at most.
preview-old-button = That button is too old. Use the one on a newer message.
preview-failed = That did not get through. Check that Depeche is running, then try again.
