/** The rules of a battle in plain sentences: for whoever prepares it, is invited to it, or reads its record. */
import { formatNumber, inLang } from '../../kit/i18n.ts';
import type { BattleRules } from '../../../shared/battle/terms.ts';
import { t } from '../texts.ts';
import { spanText } from '../ui/span.ts';

export type RulePart = 'time' | 'votes' | 'gifts' | 'end' | 'verdict';

/** One sentence or more for each part of the rules. */
export function ruleTexts(rules: BattleRules): Record<RulePart, string> {
  return {
    time: timeText(rules),
    votes: votesText(rules),
    gifts: giftsText(rules),
    end: endText(rules),
    verdict: verdictText(rules),
  };
}

function timeText({ durationMs, prepareMs }: BattleRules): string {
  const duration = spanText(durationMs);
  return prepareMs > 0
    ? t('battleRule.time', { duration, prepare: spanText(prepareMs) })
    : t('battleRule.timeAtOnce', { duration });
}

function votesText({ votesPerViewer, likesPerViewer, weights }: BattleRules): string {
  return sentences([
    votesPerViewer > 0
      ? t('battleRule.votes', { count: votesPerViewer, shown: formatNumber(votesPerViewer) })
      : t('battleRule.noVotes'),
    likesPerViewer > 0 && t('battleRule.likes', { shown: formatNumber(likesPerViewer) }),
    ...weights.map(({ level, weight }) => t('battleRule.weight', { level, weight })),
  ]);
}

function giftsText({ gifts, giftGraceMs }: BattleRules): string {
  if (gifts === 'none') return t('battleRule.giftsNone');
  const which = gifts === 'all' ? t('battleRule.giftsAll') : t('battleRule.giftsKinds', { kinds: gifts.join(', ') });
  return sentences([which, giftGraceMs > 0 && t('battleRule.grace', { span: spanText(giftGraceMs) })]);
}

function endText({ critical, mistMs, overtimes, boostsPerSide }: BattleRules): string {
  return sentences([
    critical !== null && t('battleRule.critical', { span: spanText(critical.lastMs), factor: critical.factor }),
    mistMs > 0 && t('battleRule.mist', { span: spanText(mistMs) }),
    overtimes > 0 ? t('battleRule.overtimes', { count: overtimes }) : t('battleRule.noOvertime'),
    boostsPerSide > 0 && t('battleRule.boosts', { count: boostsPerSide }),
  ]);
}

function verdictText({ minScore, draw, verdict }: BattleRules): string {
  return sentences([
    draw === 'earliest' ? t('battleRule.drawEarliest') : t('battleRule.drawNobody'),
    minScore > 0 && t('battleRule.minScore', { score: formatNumber(minScore) }),
    verdict.text === ''
      ? t(`battleRule.${verdict.kind}`, { span: spanText(verdict.durationMs) })
      : t(`battleRule.${verdict.kind}Of`, { text: verdict.text, span: spanText(verdict.durationMs) }),
  ]);
}

const betweenSentences = { en: ' ', 'zh-CN': '' };

function sentences(parts: readonly (string | false)[]): string {
  return parts.filter((part) => part !== false).join(inLang(betweenSentences));
}
