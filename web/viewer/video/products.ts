/** Six small things one might sell, drawn as flat pictures in a 100 × 100 box. */

type Pen = CanvasRenderingContext2D;

function box(
  pen: Pen,
  shape: [x: number, y: number, width: number, height: number, radius: number],
  fill: string | CanvasGradient,
): void {
  pen.fillStyle = fill;
  pen.beginPath();
  pen.roundRect(...shape);
  pen.fill();
}

function shade(pen: Pen, from: string, to: string): CanvasGradient {
  const gradient = pen.createLinearGradient(18, 12, 82, 92);
  gradient.addColorStop(0, from);
  gradient.addColorStop(1, to);
  return gradient;
}

function shine(pen: Pen, x: number, y: number, height: number): void {
  box(pen, [x, y, 5, height, 2.5], 'rgb(255 255 255 / 45%)');
}

const gift = (pen: Pen): void => {
  box(pen, [16, 44, 68, 46, 6], shade(pen, '#ff7d86', '#c9284a'));
  box(pen, [12, 32, 76, 18, 6], shade(pen, '#ff98a0', '#dd3b58'));
  box(pen, [43, 32, 14, 58, 0], shade(pen, '#ffe2a0', '#ffae3d'));
  pen.strokeStyle = '#ffc85e';
  pen.lineWidth = 7;
  pen.lineCap = 'round';
  pen.beginPath();
  pen.ellipse(36, 22, 13, 8, 0.5, 0, 7);
  pen.moveTo(76, 22);
  pen.ellipse(64, 22, 13, 8, -0.5, 0, 7);
  pen.stroke();
  shine(pen, 22, 56, 26);
};

const perfume = (pen: Pen): void => {
  box(pen, [40, 8, 20, 18, 4], shade(pen, '#ffe7b0', '#e8932a'));
  box(pen, [44, 24, 12, 10, 1], '#c98bff');
  box(pen, [20, 32, 60, 60, 14], shade(pen, '#d9b8ff', '#7a45d8'));
  box(pen, [28, 50, 44, 34, 8], 'rgb(255 244 214 / 82%)');
  box(pen, [38, 62, 24, 4, 2], '#7a45d8');
  box(pen, [42, 70, 16, 3, 1.5], '#b28be8');
  shine(pen, 26, 40, 42);
};

const headphones = (pen: Pen): void => {
  pen.lineCap = 'round';
  pen.strokeStyle = shade(pen, '#8fd0ff', '#2f6fdd');
  pen.lineWidth = 10;
  pen.beginPath();
  pen.arc(50, 54, 34, Math.PI, 0);
  pen.stroke();
  box(pen, [8, 50, 24, 38, 11], shade(pen, '#f4f8ff', '#9db8e8'));
  box(pen, [68, 50, 24, 38, 11], shade(pen, '#f4f8ff', '#9db8e8'));
  box(pen, [24, 54, 9, 30, 4], '#1f3f85');
  box(pen, [67, 54, 9, 30, 4], '#1f3f85');
};

const bag = (pen: Pen): void => {
  pen.strokeStyle = '#7d3f12';
  pen.lineWidth = 6;
  pen.beginPath();
  pen.arc(50, 42, 20, Math.PI, 0);
  pen.stroke();
  pen.fillStyle = shade(pen, '#ffb867', '#c4631c');
  pen.beginPath();
  pen.moveTo(20, 40);
  pen.lineTo(80, 40);
  pen.quadraticCurveTo(92, 70, 88, 86);
  pen.quadraticCurveTo(87, 92, 80, 92);
  pen.lineTo(20, 92);
  pen.quadraticCurveTo(13, 92, 12, 86);
  pen.quadraticCurveTo(8, 70, 20, 40);
  pen.fill();
  box(pen, [12, 56, 76, 7, 3], 'rgb(90 40 8 / 45%)');
  box(pen, [42, 52, 16, 16, 5], shade(pen, '#fff0c4', '#ffb92e'));
  shine(pen, 22, 66, 18);
};

const lipstick = (pen: Pen): void => {
  pen.fillStyle = shade(pen, '#ff6f8b', '#c2123f');
  pen.beginPath();
  pen.moveTo(38, 52);
  pen.lineTo(38, 26);
  pen.quadraticCurveTo(46, 6, 62, 10);
  pen.lineTo(62, 52);
  pen.fill();
  box(pen, [34, 46, 32, 16, 3], shade(pen, '#fff0c4', '#e99a2c'));
  box(pen, [28, 58, 44, 36, 6], shade(pen, '#4d2d6d', '#1c0d2e'));
  box(pen, [28, 70, 44, 5, 0], '#ffc247');
  shine(pen, 33, 62, 26);
};

const mug = (pen: Pen): void => {
  pen.strokeStyle = '#2fae87';
  pen.lineWidth = 9;
  pen.beginPath();
  pen.arc(74, 58, 15, -1.3, 1.3);
  pen.stroke();
  box(pen, [18, 34, 56, 56, 14], shade(pen, '#8df0cf', '#1f9873'));
  box(pen, [18, 34, 56, 12, 6], '#f6fff9');
  box(pen, [23, 36, 46, 7, 3.5], '#6a3b1e');
  pen.strokeStyle = 'rgb(255 255 255 / 55%)';
  pen.lineWidth = 4;
  pen.lineCap = 'round';
  for (const x of [36, 50]) {
    pen.beginPath();
    pen.moveTo(x, 26);
    pen.bezierCurveTo(x - 7, 20, x + 7, 14, x, 7);
    pen.stroke();
  }
  shine(pen, 25, 52, 28);
};

/** The pictures, painted once in this many pixels square. */
export function paintProducts(size: number): HTMLCanvasElement[] {
  return [gift, perfume, headphones, bag, lipstick, mug].map((paint) => {
    const canvas = document.createElement('canvas');
    canvas.width = size;
    canvas.height = size;
    const pen = canvas.getContext('2d');
    if (pen) {
      pen.scale(size / 100, size / 100);
      paint(pen);
    }
    return canvas;
  });
}
