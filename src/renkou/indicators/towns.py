"""The small drawn towns on which the measures are worked, threshold by threshold."""

from renkou.definitions import Town

# Everybody is a day before, on, or a day after a birthday that matters on 31 Dec 2024.
BIRTHDAYS = Town("""
persons  sex  born        lives
ann      f    2009-12-31  2010-11-01
bea      f    2010-01-01  2010-11-01
cai      f    1974-12-31  2010-11-01
dan      f    1975-01-01  2010-11-01
eve      f    2004-12-31  2010-11-01
fay      f    2005-01-01  2010-11-01
gao      m    1959-12-31  2010-11-01
hao      m    1960-01-01  2010-11-01
ida      f    1994-12-31  2010-11-01
jin      f    1995-01-01  2010-11-01
""")

# Days lived in 2023: all, to 30 June, one (born on the last), one (died on the first).
DAYS = Town("""
persons  sex  born        died        lives
ann      f    1993-07-02  -           2010-11-01
bob      m    1980-01-01  -           2010-11-01..2023-07-01
cat      f    2023-12-31  -           2023-12-31
dad      m    1950-06-01  2023-01-01  2010-11-01
""")

# One is gone on the last day, one goes the day after it, one comes on it.
EVES = Town("""
persons  sex  born        lives
ann      f    1990-01-01  2010-11-01..2023-12-31
bea      f    1990-01-01  2010-11-01..2024-01-01
cai      f    1990-01-01  2023-12-31

births  mother  born        sex  order  recorded
a1      ann     2020-02-01  m    1      2020-02-02
b1      bea     2020-03-01  m    1      2020-03-02
c1      cai     2020-04-01  m    1      2020-04-02
c2      cai     2023-12-31  m    2      2024-01-02
""")

# One is written down as coming three months after his death.
LATE = Town("""
persons  sex  born        died        lives
ann      f    1990-01-01  -           2010-11-01
zed      m    1950-01-01  2023-03-01  2023-06-01
""")

# Born on a 29 February, and so on the day itself in a leap year.
LEAPLING = Town("""
persons  sex  born        lives
lea      f    2004-02-29  2010-11-01
""")

# A woman comes when a year begins in which there is nobody else, and goes when it ends.
COMING = Town("""
persons  sex  born        lives
ann      f    1990-01-01  2023-01-01..2024-01-01

births  mother  born        sex  order  recorded
a1      ann     2023-05-01  m    1      2023-05-02
""")

# Two mothers on the last day of 2024: one turns 50 that day, one the next.
FIFTY = Town("""
persons  sex  born        lives
old      f    1974-12-31  2010-11-01
new      f    1975-01-01  2010-11-01

births  mother  born        sex  order  recorded
o1      old     2000-02-01  m    1      2000-02-02
n1      new     2000-03-01  m    1      2000-03-02
""")

# Mothers at 19, 20, 49 and 50; one who left on the day of the birth, one the day after.
FAMILIES = Town("""
persons  sex  born        lives
amy      f    2003-03-10  2010-11-01
bai      f    2003-03-10  2010-11-01
cui      f    1973-05-20  2010-11-01
dou      f    1973-05-20  2010-11-01
fei      f    1995-01-01  2010-11-01..2023-08-01
gai      f    1995-01-01  2010-11-01..2023-08-02

births  mother  born        sex  order  recorded
a1      amy     2023-03-09  m    1      2023-03-09
b1      bai     2023-03-10  f    1      2023-04-09
c1      cui     2023-05-20  m    3      2023-06-20
d1      dou     2023-05-19  f    4      2023-06-18
d2      dou     2023-05-19  m    5      2023-06-18
f1      fei     2023-08-01  f    1      2023-08-02
g1      gai     2023-08-01  m    2      2023-08-02
""")

# One woman in the middle of each fertile age group, the same age all through a year.
SEVEN = Town("""
persons  sex  born        lives
w17      f    2006-01-01  2010-11-01
w22      f    2001-01-01  2010-11-01
w27      f    1996-01-01  2010-11-01
w32      f    1991-01-01  2010-11-01
w37      f    1986-01-01  2010-11-01
w42      f    1981-01-01  2010-11-01
w47      f    1976-01-01  2010-11-01

births  mother  born        sex  order  recorded
b1      w22     2023-02-01  m    1      2023-02-02
b2      w27     2023-03-01  m    1      2023-03-02
b3      w27     2023-03-01  f    2      2023-03-02
b4      w32     2023-04-01  f    1      2023-04-02
b5      w27     2024-04-01  f    3      2024-04-02
""")

# Children who die a day before, and on, the first and the fifth birthday.
CRADLES = Town("""
persons  sex  born        died        lives
mum      f    1990-01-01  -           2010-11-01
ava      f    2022-06-10  2023-06-09  2022-06-10
ben      m    2022-06-10  2023-06-10  2022-06-10
cid      m    2018-04-05  2023-04-04  2018-04-05
dot      f    2018-04-05  2023-04-05  2018-04-05
old      m    1940-01-01  2023-12-31  2010-11-01

births  mother  born        sex  order  recorded
n1      mum     2023-02-01  m    1      2023-02-02
n2      mum     2023-02-01  f    2      2023-02-02
""")

# One person in each age group of a life table all through 2023, two at 85 and over,
# one of whom dies on the last day.
LADDER = Town("""
persons  sex  born        died        lives
p0       f    2023-01-01  -           2023-01-01
p3       f    2020-01-01  -           2020-01-01
p7       f    2016-01-01  -           2016-01-01
p12      f    2011-01-01  -           2011-01-01
p17      f    2006-01-01  -           2010-11-01
p22      f    2001-01-01  -           2010-11-01
p27      f    1996-01-01  -           2010-11-01
p32      f    1991-01-01  -           2010-11-01
p37      f    1986-01-01  -           2010-11-01
p42      f    1981-01-01  -           2010-11-01
p47      f    1976-01-01  -           2010-11-01
p52      f    1971-01-01  -           2010-11-01
p57      f    1966-01-01  -           2010-11-01
p62      f    1961-01-01  -           2010-11-01
p67      f    1956-01-01  -           2010-11-01
p72      f    1951-01-01  -           2010-11-01
p77      f    1946-01-01  -           2010-11-01
p82      f    1941-01-01  -           2010-11-01
p90      f    1933-01-01  -           2010-11-01
p91      f    1932-01-01  2023-12-31  2010-11-01
""")

# A first marriage of both, one of the woman alone, one of nobody from here.
WEDDINGS = Town("""
persons  sex  born        lives
abe      m    1993-07-01  2010-11-01
bao      f    1998-07-01  2010-11-01
cen      m    1980-03-05  2010-11-01
dai      f    1994-01-01  2010-11-01
eli      m    1990-01-01  2010-11-01..2023-09-09

marriages  first  second  day         first_of_first  first_of_second
m1         abe    bao     2023-07-01  yes             yes
m2         cen    dai     2023-12-31  no              yes
m3         eli    bao     2023-09-09  yes             no

divorces  first  second  day
v1        abe    bao     2023-11-01
""")

# In from elsewhere, out to elsewhere, between two villages of one township, and a
# change of registration alone.
ROADS = Town("""
persons  sex  born        lives
ann      f    1990-01-01  2023-04-01
bob      m    1991-01-01  2010-11-01..2023-05-01
cat      f    1992-01-01  -
dan      m    1993-01-01  2010-11-01
eva      f    1994-01-01  2010-11-01

spells  person  kind        area  from        until
s1      cat     actual      here  2010-11-01  2023-06-01
s2      cat     actual      near  2023-06-01  -

moves  person  kind        day         origin     destination
m1     ann     actual      2023-04-01  elsewhere  here
m2     bob     actual      2023-05-01  here       elsewhere
m3     cat     actual      2023-06-01  here       near
m4     dan     registered  2023-07-01  elsewhere  here
m5     eva     actual      2022-12-31  elsewhere  here
""")

# A couple with a child of 17, a mother alone with one of 17 and another with one of
# 18, an old pair whose child lives elsewhere and one whose child is at home, a widow of
# 59, and a child of 15 whose mother works in another county.
HOMES = Town("""
persons  sex  born        mother  lives
a1       m    1980-01-01  -       2010-11-01
a2       f    1982-01-01  -       2010-11-01
a3       m    2006-01-01  a2      2010-11-01
b1       f    1981-01-01  -       2010-11-01
b2       f    2006-01-01  b1      2010-11-01
c1       f    1979-01-01  -       2010-11-01
c2       m    2005-12-31  c1      2010-11-01
d1       m    1963-12-31  -       2010-11-01
d2       f    1963-01-01  -       2010-11-01
d3       f    1990-01-01  d2      2010-11-01
e1       f    1950-01-01  -       2010-11-01
e2       m    1963-12-31  e1      2010-11-01
f1       f    1964-01-01  -       2010-11-01
g1       f    1985-01-01  -       -
g2       m    2008-01-01  g1      2010-11-01
g3       f    1950-06-01  -       2010-11-01

spells  person  kind        area  from        until
s1      g1      registered  here  2010-11-01  -
s2      g1      actual      far   2010-11-01  -

kin  child  mother  father
k1   d3     d2      d1

households  household  person  role        lives
h1          A          a1      head        2010-11-01
h2          A          a2      partner     2010-11-01
h3          A          a3      child       2010-11-01
h4          B          b1      head        2010-11-01
h5          B          b2      child       2010-11-01
h6          C          c1      head        2010-11-01
h7          C          c2      child       2010-11-01
h8          D          d1      head        2010-11-01
h9          D          d2      partner     2010-11-01
h10         E          e1      parent      2010-11-01
h11         E          e2      head        2010-11-01
h12         F          f1      head        2010-11-01
h13         D2         d3      head        2010-11-01
h14         G          g3      head        2010-11-01
h15         G          g2      grandchild  2010-11-01
""")
