/** A battle's rules as sentences: only those that it has. */
import type { BattleJson } from '../../kit/battle-now.ts';
import { namesText } from '../../kit/contest-text.ts';
import { formatNumber } from '../../kit/i18n.ts';
import { formatScore } from '../../kit/score.ts';
import { votesT } from '../contest/texts.ts';

export function rulesText(battle: BattleJson): string[] {
  const { durationMs, votesPerViewer, likesPerViewer, overtimes, minScore, draw } = battle;
  const rules = [
    durationMs > 0 && votesT('rules.duration', { time: spanText(durationMs) }),
    votesPerViewer > 0
      ? votesT('rules.votes', { count: votesPerViewer, n: formatNumber(votesPerViewer) })
      : votesT('rules.noVotes'),
    likesPerViewer > 0 && votesT('rules.likes', { count: likesPerViewer, n: formatNumber(likesPerViewer) }),
    giftsText(battle),
    lastText(battle, 'critical'),
    lastText(battle, 'mist'),
    overtimes > 0 && votesT('rules.overtimes', { count: overtimes, n: overtimes }),
    minScore > 0 && votesT('rules.minScore', { n: formatScore(minScore) }),
    votesT(draw === 'earliest' ? 'rules.earliest' : 'rules.draw'),
    afterwards(battle),
  ];
  return rules.filter((rule) => rule !== false);
}

function giftsText({ gifts }: BattleJson): string {
  if (gifts === 'all') return votesT('rules.gifts');
  return gifts === 'none' ? votesT('rules.noGifts') : votesT('rules.giftKinds', { kinds: namesText(gifts.split(',')) });
}

/** What is so in the last stretch before the end, if there is one. */
function lastText(battle: BattleJson, rule: 'critical' | 'mist'): string | false {
  const from = rule === 'critical' ? battle.criticalAt : battle.mistAt;
  const lastMs = battle.startedAt + battle.durationMs - from;
  if (from === 0 || battle.durationMs === 0 || lastMs <= 0) return false;
  return votesT(`rules.${rule}`, { time: spanText(lastMs), n: battle.criticalFactor });
}

function afterwards({ verdict, verdictText: text }: BattleJson): string | false {
  return text !== '' && votesT(verdict === 'forfeit' ? 'rules.forfeit' : 'rules.highlight', { text });
}

/** 30 seconds; 3 minutes; 1 minute 30 seconds. */
function spanText(ms: number): string {
  const all = Math.round(ms / 1000);
  const minutes = Math.floor(all / 60);
  const seconds = all % 60;
  const words: string[] = [];
  if (minutes > 0) words.push(votesT('time.minutes', { count: minutes, n: minutes }));
  if (seconds > 0 || minutes === 0) words.push(votesT('time.seconds', { count: seconds, n: seconds }));
  return words.join(' ');
}
