/** The questions of quick-quiz: how one is written, how one is asked, and those that come with the game. */
import { z } from 'zod';
import { labelled, shuffled } from '../game-kit/index.ts';
import type { Random } from '../game-kit/index.ts';

const answerSchema = z.string().trim().min(1).max(80);

/** A question as it is written. Which answer is right is said by its place, so it cannot be mistyped. */
export const questionSchema = z
  .object({
    text: labelled(z.string().trim().min(1).max(200), { en: 'Question', 'zh-CN': '题目' }),
    right: labelled(answerSchema, { en: 'Right answer', 'zh-CN': '正确答案' }),
    wrong: labelled(z.array(answerSchema).min(1).max(3), { en: 'Wrong answers', 'zh-CN': '错误答案' }),
  })
  .refine(({ right, wrong }) => new Set([right, ...wrong]).size === wrong.length + 1, { error: 'the answers must differ' });
type Question = z.infer<typeof questionSchema>;

/** A question as it is asked; `answer` is the place of the right option. */
export interface Mixed {
  text: string;
  options: string[];
  answer: number;
}

/** Puts the right answer and some wrong ones, `count` in all if there are as many, in a random order. */
export function mixed({ text, right, wrong }: Question, count: number, random: Random): Mixed {
  const options = shuffled(random, [right, ...shuffled(random, wrong).slice(0, count - 1)]);
  return { text, options, answer: options.indexOf(right) };
}

const english: Question[] = [
  { text: 'Which planet is closest to the sun?', right: 'Mercury', wrong: ['Venus', 'Mars', 'Earth'] },
  { text: 'How many minutes are there in a day?', right: '1,440', wrong: ['1,240', '1,640', '2,400'] },
  { text: 'Which ocean is the largest?', right: 'The Pacific', wrong: ['The Atlantic', 'The Indian', 'The Arctic'] },
  { text: 'Which metal is liquid at room temperature?', right: 'Mercury', wrong: ['Tin', 'Lead', 'Zinc'] },
  { text: 'How many keys does a standard piano have?', right: '88', wrong: ['76', '92', '100'] },
  { text: 'Which gas do plants take from the air to grow?', right: 'Carbon dioxide', wrong: ['Oxygen', 'Helium', 'Nitrogen'] },
  { text: 'How many hearts does an octopus have?', right: 'Three', wrong: ['One', 'Two', 'Eight'] },
  { text: 'Which fabric is made by caterpillars?', right: 'Silk', wrong: ['Linen', 'Cotton', 'Wool'] },
  { text: 'Cashmere comes from the hair of which animal?', right: 'Goat', wrong: ['Camel', 'Rabbit', 'Alpaca'] },
  { text: 'What is denim traditionally woven from?', right: 'Cotton', wrong: ['Silk', 'Polyester', 'Wool'] },
  { text: 'Which spice is the most expensive by weight?', right: 'Saffron', wrong: ['Vanilla', 'Cinnamon', 'Cardamom'] },
  { text: 'Which country does coffee come from originally?', right: 'Ethiopia', wrong: ['Brazil', 'Colombia', 'Vietnam'] },
  { text: 'What is the main ingredient of tofu?', right: 'Soybeans', wrong: ['Rice', 'Milk', 'Chickpeas'] },
  {
    text: 'What does SPF on a sunscreen stand for?',
    right: 'Sun protection factor',
    wrong: ['Skin perfection formula', 'Safe particle filter', 'Summer proof fluid'],
  },
  { text: 'How much gold is in 24-karat gold?', right: 'It is pure gold', wrong: ['Half', 'Three quarters', 'A quarter'] },
  { text: 'A price falls from 200 to 150. How large is the discount?', right: '25 %', wrong: ['15 %', '33 %', '50 %'] },
  { text: '“Buy two, get one free”: what do you save on three?', right: 'A third', wrong: ['A half', 'A quarter', 'A fifth'] },
  { text: 'An item costs 80 after 20 % off. What was it before?', right: '100', wrong: ['96', '104', '120'] },
  {
    text: 'What does “SKU” mean on a stock list?',
    right: 'Stock keeping unit',
    wrong: ['Standard kilo unit', 'Seller key user', 'Store kiosk usage'],
  },
  { text: 'Which shopping day is on November 11?', right: 'Singles’ Day', wrong: ['Black Friday', 'Cyber Monday', 'Boxing Day'] },
  {
    text: 'What does “pre-order” mean?',
    right: 'You order before it is in stock',
    wrong: ['You pay twice', 'You get it used', 'You order by phone'],
  },
  { text: 'Which sense do noise-cancelling headphones serve?', right: 'Hearing', wrong: ['Sight', 'Touch', 'Smell'] },
];

const chinese: Question[] = [
  { text: '离太阳最近的行星是哪一颗？', right: '水星', wrong: ['金星', '火星', '地球'] },
  { text: '一天一共有多少分钟？', right: '1440', wrong: ['1240', '1640', '2400'] },
  { text: '世界上最大的洋是？', right: '太平洋', wrong: ['大西洋', '印度洋', '北冰洋'] },
  { text: '“双十一”购物节是哪一天？', right: '11月11日', wrong: ['12月12日', '6月18日', '10月10日'] },
  { text: '西湖位于哪座城市？', right: '杭州', wrong: ['苏州', '南京', '武汉'] },
  { text: '中国最长的河流是？', right: '长江', wrong: ['黄河', '珠江', '淮河'] },
  { text: '豆腐的主要原料是什么？', right: '黄豆', wrong: ['大米', '牛奶', '花生'] },
  { text: '龙井茶属于哪一类茶？', right: '绿茶', wrong: ['红茶', '黑茶', '白茶'] },
  { text: '真丝面料来自哪种动物？', right: '蚕', wrong: ['羊', '蜘蛛', '蜜蜂'] },
  { text: '羊绒主要取自哪种动物？', right: '山羊', wrong: ['兔子', '骆驼', '羊驼'] },
  { text: '防晒霜上的“SPF”表示什么？', right: '防晒系数', wrong: ['保湿系数', '美白指数', '防水等级'] },
  { text: '“满200减50”，刚好买200元相当于打几折？', right: '七五折', wrong: ['八五折', '六折', '五折'] },
  { text: '原价100元打八折，要付多少？', right: '80元', wrong: ['20元', '8元', '92元'] },
  { text: '“买二送一”买三件，平均省了多少？', right: '三分之一', wrong: ['一半', '四分之一', '五分之一'] },
  { text: '商品条码 EAN-13 有几位数字？', right: '13位', wrong: ['8位', '10位', '16位'] },
  { text: '“预售”商品指的是？', right: '先下单、后发货', wrong: ['二手商品', '买一送一', '不能退货'] },
  { text: '网购“七天无理由退货”从哪天起算？', right: '签收的次日', wrong: ['下单当天', '付款当天', '发货当天'] },
  { text: '世界上按重量最贵的香料一般是？', right: '藏红花', wrong: ['花椒', '八角', '桂皮'] },
  { text: '24K 金指的是什么？', right: '足金', wrong: ['含金一半', '含金四分之三', '镀金'] },
  { text: '标准钢琴有多少个琴键？', right: '88个', wrong: ['76个', '92个', '100个'] },
  { text: '章鱼有几颗心脏？', right: '三颗', wrong: ['一颗', '两颗', '八颗'] },
  { text: '《西游记》中谁最先拜唐僧为师？', right: '孙悟空', wrong: ['猪八戒', '沙僧', '白龙马'] },
];

export const banks: Readonly<Record<'en' | 'zh-CN', Question[]>> = { en: english, 'zh-CN': chinese };
