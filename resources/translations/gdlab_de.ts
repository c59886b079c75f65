<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
 <context>
  <name>gdlab</name>
  <message>
   <location filename="../../gdlab/data/sources/ames.py" />
   <source>Ames house prices</source>
   <translation>Hauspreise in Ames</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/ames.py" />
   <source>Fold</source>
   <translation>Fold</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/ames.py" />
   <source>Folds</source>
   <translation>Folds</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/ames.py" />
   <source>How the validation part is chosen: a share by lot, one fold of k, the last in time, whole groups, or the part that the source came with.</source>
   <translation>Wie der Validierungsteil gewählt wird: ein Anteil nach Los, ein Fold von k, die letzten in der Zeit, ganze Gruppen oder der Teil, den die Quelle mitbringt.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/ames.py" />
   <source>Keep the share of each class the same on both sides of the split.</source>
   <translation>Den Anteil jeder Klasse auf beiden Seiten der Aufteilung gleich halten.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/ames.py" />
   <source>Label noise</source>
   <translation>Falsche Kennzeichen</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/ames.py" />
   <source>Limit</source>
   <translation>Höchstzahl</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/ames.py" />
   <source>Number of folds of a k-fold split.</source>
   <translation>Anzahl der Folds einer k-fachen Aufteilung.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/ames.py" />
   <source>Path</source>
   <translation>Pfad</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/ames.py" />
   <source>Predict the price in dollars or its logarithm.</source>
   <translation>Den Preis in Dollar vorhersagen oder seinen Logarithmus.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/ames.py" />
   <source>Predict the price of 2,930 houses from five features; from your own copy of the table.</source>
   <translation>Den Preis von 2.930 Häusern aus fünf Merkmalen vorhersagen; aus einer eigenen Kopie der Tabelle.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/ames.py" />
   <source>Scale</source>
   <translation>Skalierung</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/ames.py" />
   <source>Scale the inputs, fitted on the training part only.</source>
   <translation>Die Eingaben skalieren, angepasst allein am Trainingsteil.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/ames.py" />
   <source>Scale the target, fitted on the training part only.</source>
   <translation>Den Zielwert skalieren, angepasst allein am Trainingsteil.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/ames.py" />
   <source>Seed of the split and of generated examples; −1 takes the run's own.</source>
   <translation>Startwert der Aufteilung und erzeugter Beispiele; −1 nimmt den des Laufs.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/ames.py" />
   <source>Share of the examples held out for validation.</source>
   <translation>Anteil der Beispiele, der zur Validierung zurückgehalten wird.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/ames.py" />
   <source>Share of the examples set aside for a test: they neither train nor validate, and are the same for every seed.</source>
   <translation>Anteil der Beispiele, der für einen Test beiseitegelegt wird: Sie trainieren nicht und validieren nicht und sind für jeden Startwert dieselben.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/ames.py" />
   <source>Share of the training labels that are replaced by a class drawn at random; needs classes.</source>
   <translation>Anteil der Kennzeichen im Trainingsteil, der durch eine zufällig gezogene Klasse ersetzt wird; braucht Klassen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/ames.py" />
   <source>Split</source>
   <translation>Aufteilung</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/ames.py" />
   <source>Stratify</source>
   <translation>Stratifizieren</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/ames.py" />
   <source>Target scale</source>
   <translation>Zielskala</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/ames.py" />
   <source>The original files on disk; empty takes those that were fetched.</source>
   <translation>Die Originaldateien auf dem Datenträger; leer nimmt die heruntergeladenen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/ames.py" />
   <source>Use at most this many examples, drawn by the seed; 0 uses all.</source>
   <translation>Höchstens so viele Beispiele verwenden, gezogen mit dem Startwert; 0 verwendet alle.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/ames.py" />
   <source>Which fold of a k-fold split validates, from 0.</source>
   <translation>Welcher Fold einer k-fachen Aufteilung validiert, ab 0.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/blobs.py" />
   <source>Centers</source>
   <translation>Zentren</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/blobs.py" />
   <source>Gaussian blobs</source>
   <translation>Gaußsche Haufen</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/blobs.py" />
   <source>How many points are drawn.</source>
   <translation>Wie viele Punkte gezogen werden.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/blobs.py" />
   <source>Number of blobs, one class each.</source>
   <translation>Anzahl der Haufen, je eine Klasse.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/blobs.py" />
   <source>Standard deviation of each blob; their centres stand 1.5 from the middle.</source>
   <translation>Standardabweichung jedes Haufens; ihre Zentren stehen 1,5 von der Mitte.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/blobs.py" />
   <source>Tell Gaussian blobs apart that stand evenly on a circle.</source>
   <translation>Gaußsche Haufen unterscheiden, die gleichmäßig auf einem Kreis stehen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/blobs.py" />
   <source>The inputs that the network gets, built from the coordinates of a point.</source>
   <translation>Die Eingaben, die das Netz bekommt, aus den Koordinaten eines Punktes gebildet.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/breast_cancer.py" />
   <source>Breast cancer</source>
   <translation>Brustkrebs</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/breast_cancer.py" />
   <source>Tell malignant from benign tumours by thirty measures of cell nuclei.</source>
   <translation>Bösartige von gutartigen Tumoren an dreißig Maßen von Zellkernen unterscheiden.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/california_housing.py" />
   <source>California housing</source>
   <translation>Häuser in Kalifornien</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/california_housing.py" />
   <source>Predict the median house value of 20,640 Californian districts.</source>
   <translation>Den mittleren Hauswert von 20.640 kalifornischen Bezirken vorhersagen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/checkerboard.py" />
   <source>Checkerboard</source>
   <translation>Schachbrett</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/checkerboard.py" />
   <source>Fields</source>
   <translation>Felder</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/checkerboard.py" />
   <source>Fields along each side.</source>
   <translation>Felder entlang jeder Seite.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/checkerboard.py" />
   <source>Standard deviation of the noise added after labelling.</source>
   <translation>Standardabweichung des Rauschens, das nach dem Kennzeichnen dazukommt.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/checkerboard.py" />
   <source>Tell the white from the black fields of a checkerboard.</source>
   <translation>Die weißen von den schwarzen Feldern eines Schachbretts unterscheiden.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/cifar10.py" />
   <source>Altered copies of each training image that are added to the training part.</source>
   <translation>Veränderte Kopien jedes Trainingsbilds, die zum Trainingsteil dazukommen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/cifar10.py" />
   <source>Augment</source>
   <translation>Vermehren</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/cifar10.py" />
   <source>Augment crop</source>
   <translation>Vermehren: Ausschnitt</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/cifar10.py" />
   <source>Augment flip</source>
   <translation>Vermehren: spiegeln</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/cifar10.py" />
   <source>Augment shift</source>
   <translation>Vermehren: verschieben</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/cifar10.py" />
   <source>CIFAR-10</source>
   <translation>CIFAR-10</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/cifar10.py" />
   <source>Flatten</source>
   <translation>Flach</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/cifar10.py" />
   <source>Hand each image over as one row of pixels; off keeps (channels, height, width).</source>
   <translation>Jedes Bild als eine Zeile von Pixeln übergeben; aus behält (Kanäle, Höhe, Breite).</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/cifar10.py" />
   <source>How the validation part is chosen; given takes the published test part.</source>
   <translation>Wie der Validierungsteil gewählt wird; given nimmt den veröffentlichten Testteil.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/cifar10.py" />
   <source>Largest shift of a copy along each axis.</source>
   <translation>Größte Verschiebung einer Kopie entlang jeder Achse.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/cifar10.py" />
   <source>Mirror half of the copies left to right.</source>
   <translation>Die Hälfte der Kopien links-rechts spiegeln.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/cifar10.py" />
   <source>Pixels by which a copy is cropped at a random place before it is enlarged again.</source>
   <translation>Pixel, um die eine Kopie an zufälliger Stelle beschnitten wird, bevor sie wieder vergrößert wird.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/cifar10.py" />
   <source>Tell ten kinds of things apart on 60,000 colour pictures of 32×32 pixels.</source>
   <translation>Zehn Arten von Dingen auf 60.000 Farbbildern mit 32×32 Pixeln unterscheiden.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/circles.py" />
   <source>Circles</source>
   <translation>Kreise</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/circles.py" />
   <source>Radius of the inner circle; the outer one's is 1.</source>
   <translation>Radius des inneren Kreises; der des äußeren ist 1.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/circles.py" />
   <source>Standard deviation of the noise on each coordinate.</source>
   <translation>Standardabweichung des Rauschens auf jeder Koordinate.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/circles.py" />
   <source>Tell a circle from the circle around it.</source>
   <translation>Einen Kreis vom Kreis um ihn herum unterscheiden.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/csv.py" />
   <source>A second file, whose rows validate where split is given.</source>
   <translation>Eine zweite Datei, deren Zeilen validieren, wo die Aufteilung given ist.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/csv.py" />
   <source>Character between fields; empty finds out.</source>
   <translation>Zeichen zwischen Feldern; leer findet es heraus.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/csv.py" />
   <source>Character set, as Python names it; auto knows UTF-8, UTF-16 and Windows-1252.</source>
   <translation>Zeichensatz, wie Python ihn nennt; auto kennt UTF-8, UTF-16 und Windows-1252.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/csv.py" />
   <source>Column to sort by before a split in time; empty takes the order of the file.</source>
   <translation>Spalte, nach der vor einer zeitlichen Aufteilung sortiert wird; leer nimmt die Reihenfolge der Datei.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/csv.py" />
   <source>Column whose values are kept together by a split by group.</source>
   <translation>Spalte, deren Werte eine Aufteilung nach Gruppen zusammenhält.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/csv.py" />
   <source>Columns that are left out.</source>
   <translation>Spalten, die weggelassen werden.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/csv.py" />
   <source>Date formats</source>
   <translation>Datumsformate</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/csv.py" />
   <source>Date parts</source>
   <translation>Datumsteile</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/csv.py" />
   <source>Decimal</source>
   <translation>Dezimalzeichen</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/csv.py" />
   <source>Decimal sign; empty finds out.</source>
   <translation>Dezimalzeichen; leer findet es heraus.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/csv.py" />
   <source>Delimiter</source>
   <translation>Trennzeichen</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/csv.py" />
   <source>Encoding</source>
   <translation>Kodierung</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/csv.py" />
   <source>Fill</source>
   <translation>Füllwert</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/csv.py" />
   <source>Further strings that stand for a missing value, column by column.</source>
   <translation>Weitere Zeichenfolgen, die für einen fehlenden Wert stehen, Spalte für Spalte.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/csv.py" />
   <source>How the dates of a column are written, as strptime has it (%d/%m/%Y), where the guess is wrong.</source>
   <translation>Wie die Datumsangaben einer Spalte geschrieben sind, in der Form von strptime (%d/%m/%Y), wo die Vermutung falsch ist.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/csv.py" />
   <source>How the file is read</source>
   <translation>Wie die Datei gelesen wird</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/csv.py" />
   <source>How words become numbers: counts, TF-IDF, counts in hashed bins, or word numbers for an Embedding.</source>
   <translation>Wie Wörter zu Zahlen werden: Anzahlen, TF-IDF, Anzahlen in gestreuten Fächern oder Wortnummern für ein Embedding.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/csv.py" />
   <source>Ignore</source>
   <translation>Auslassen</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/csv.py" />
   <source>Leave rows of totals at the end out, or keep them.</source>
   <translation>Zeilen mit Summen am Ende weglassen oder behalten.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/csv.py" />
   <source>Levels</source>
   <translation>Stufen</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/csv.py" />
   <source>Lines above the header; −1 finds out.</source>
   <translation>Zeilen über der Kopfzeile; −1 findet es heraus.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/csv.py" />
   <source>Marks</source>
   <translation>Zeichen</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/csv.py" />
   <source>Missing marks</source>
   <translation>Zeichen für Fehlendes</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/csv.py" />
   <source>Number of words kept, the most frequent of the training part (or of bins).</source>
   <translation>Anzahl der behaltenen Wörter, die häufigsten des Trainingsteils (oder der Fächer).</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/csv.py" />
   <source>Refuse a file with rows that cannot be read, or leave these out and say how many they are.</source>
   <translation>Eine Datei mit unlesbaren Zeilen ablehnen, oder sie weglassen und sagen, wie viele es sind.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/csv.py" />
   <source>Scale numbers and dates, fitted on the training part only.</source>
   <translation>Zahlen und Datumsangaben skalieren, angepasst allein am Trainingsteil.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/csv.py" />
   <source>Skip lines</source>
   <translation>Zeilen überspringen</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/csv.py" />
   <source>Strings that stand for a missing value.</source>
   <translation>Zeichenfolgen, die für einen fehlenden Wert stehen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/csv.py" />
   <source>Table</source>
   <translation>Tabelle</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/csv.py" />
   <source>Table file</source>
   <translation>Tabellendatei</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/csv.py" />
   <source>Task</source>
   <translation>Aufgabe</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/csv.py" />
   <source>The column to predict, or a list of several columns of numbers; empty takes the last one.</source>
   <translation>Die Spalte, die vorhergesagt wird, oder eine Liste mehrerer Zahlenspalten; leer nimmt die letzte.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/csv.py" />
   <source>The file: CSV, JSON, Parquet, .xlsx, SQLite, ARFF, Feather, a .zip of tables; text may be gzipped.</source>
   <translation>Die Datei: CSV, JSON, Parquet, .xlsx, SQLite, ARFF, Feather, ein .zip mit Tabellen; Text darf mit gzip gepackt sein.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/csv.py" />
   <source>The input columns; empty takes all that have no other part to play.</source>
   <translation>Die Eingabespalten; leer nimmt alle, die keine andere Rolle haben.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/csv.py" />
   <source>The levels of each ordinal column, lowest first.</source>
   <translation>Die Stufen jeder ordinalen Spalte, die niedrigste zuerst.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/csv.py" />
   <source>The sheet of a workbook; empty takes the only one.</source>
   <translation>Das Blatt einer Arbeitsmappe; leer nimmt das einzige.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/csv.py" />
   <source>The sheet or table whose rows validate where split is given.</source>
   <translation>Das Blatt oder die Tabelle, deren Zeilen validieren, wo die Aufteilung given ist.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/csv.py" />
   <source>The table of a file that holds several; empty takes the only one.</source>
   <translation>Die Tabelle einer Datei mit mehreren; leer nimmt die einzige.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/csv.py" />
   <source>The value that stands in when missing is constant.</source>
   <translation>Der Wert, der einspringt, wo missing constant ist.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/csv.py" />
   <source>Totals</source>
   <translation>Summen</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/csv.py" />
   <source>Train on a table file of your own: CSV, Excel, Parquet, JSON, SQLite and others.</source>
   <translation>Mit einer eigenen Tabellendatei trainieren: CSV, Excel, Parquet, JSON, SQLite und andere.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/csv.py" />
   <source>Types</source>
   <translation>Arten</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/csv.py" />
   <source>Val path</source>
   <translation>Validierungspfad</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/csv.py" />
   <source>Val table</source>
   <translation>Validierungstabelle</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/csv.py" />
   <source>Vocabulary</source>
   <translation>Wortschatz</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/csv.py" />
   <source>What a column holds, where the guess is wrong.</source>
   <translation>Was eine Spalte enthält, wo die Vermutung falsch ist.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/csv.py" />
   <source>What every date gives besides its place in time, as the sine and cosine of its place in a cycle.</source>
   <translation>Was jedes Datum außer seiner Stelle in der Zeit ergibt, als Sinus und Kosinus seiner Stelle in einem Kreislauf.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/csv.py" />
   <source>What stands in for a missing value, learned from the training part; categories take their most frequent level with mean and median, and a level of their own with indicator.</source>
   <translation>Was für einen fehlenden Wert einspringt, gelernt am Trainingsteil; Kategorien nehmen bei mean und median ihre häufigste Stufe, bei indicator eine eigene.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/csv.py" />
   <source>Whether the first record names the columns.</source>
   <translation>Ob der erste Datensatz die Spalten benennt.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/csv.py" />
   <source>Whether the record below the header holds units.</source>
   <translation>Ob der Datensatz unter der Kopfzeile Einheiten enthält.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/csv.py" />
   <source>Whether the target is a class or a value; auto takes words and few whole numbers for classes.</source>
   <translation>Ob das Ziel eine Klasse oder ein Wert ist; auto hält Wörter und wenige ganze Zahlen für Klassen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/csv.py" />
   <source>Words a text in word numbers; longer ones are cut, shorter ones padded in front with 0.</source>
   <translation>Wörter je Text bei Wortnummern; längere werden gekürzt, kürzere vorn mit 0 aufgefüllt.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/diabetes.py" />
   <source>Diabetes</source>
   <translation>Diabetes</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/diabetes.py" />
   <source>Predict the progress of diabetes after a year from ten measures of 442 patients.</source>
   <translation>Den Verlauf von Diabetes nach einem Jahr aus zehn Maßen von 442 Patienten vorhersagen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/digits.py" />
   <source>Handwritten digits, 8×8</source>
   <translation>Handgeschriebene Ziffern, 8×8</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/digits.py" />
   <source>Learn to read 1,797 handwritten digits of 8×8 pixels.</source>
   <translation>1.797 handgeschriebene Ziffern mit 8×8 Pixeln lesen lernen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/fashion_mnist.py" />
   <source>Fashion-MNIST</source>
   <translation>Fashion-MNIST</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/fashion_mnist.py" />
   <source>Tell ten kinds of clothes apart on 70,000 pictures of 28×28 pixels.</source>
   <translation>Zehn Arten von Kleidung auf 70.000 Bildern mit 28×28 Pixeln unterscheiden.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/friedman1.py" />
   <source>Friedman 1</source>
   <translation>Friedman 1</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/friedman1.py" />
   <source>How many examples are drawn.</source>
   <translation>Wie viele Beispiele gezogen werden.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/friedman1.py" />
   <source>Predict Friedman's function of ten inputs, of which five matter (Friedman 1991; Breiman 1996).</source>
   <translation>Friedmans Funktion von zehn Eingaben vorhersagen, von denen fünf zählen (Friedman 1991; Breiman 1996).</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/friedman1.py" />
   <source>Standard deviation of the noise on the target.</source>
   <translation>Standardabweichung des Rauschens auf dem Zielwert.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/house_prices.py" />
   <source>House prices, generated</source>
   <translation>Hauspreise, erzeugt</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/house_prices.py" />
   <source>How many houses are drawn.</source>
   <translation>Wie viele Häuser gezogen werden.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/house_prices.py" />
   <source>Predict generated house prices (thousands) from five features; the true gradient of each is handed on.</source>
   <translation>Erzeugte Hauspreise (Tausend) aus fünf Merkmalen vorhersagen; der wahre Gradient jedes Merkmals wird mitgegeben.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/house_prices.py" />
   <source>Standard deviation of the noise on the price.</source>
   <translation>Standardabweichung des Rauschens auf dem Preis.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/house_prices.py" />
   <source>thousand</source>
   <translation>Tausend</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/images.py" />
   <source>A folder, or a .zip of one, with one folder a class, or with train/ and test/ that hold one each; or a CSV whose columns name pictures and labels.</source>
   <translation>Ein Ordner, oder ein .zip davon, mit einem Ordner je Klasse, oder mit train/ und test/, die je solche enthalten; oder eine CSV-Datei, deren Spalten Bilder und Kennzeichen nennen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/images.py" />
   <source>Bad files</source>
   <translation>Fehlerhafte Dateien</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/images.py" />
   <source>CSV column with the labels; empty takes the last.</source>
   <translation>CSV-Spalte mit den Kennzeichen; leer nimmt die letzte.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/images.py" />
   <source>CSV column with the paths; empty takes the first.</source>
   <translation>CSV-Spalte mit den Pfaden; leer nimmt die erste.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/images.py" />
   <source>Height</source>
   <translation>Höhe</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/images.py" />
   <source>Height to which every picture is brought.</source>
   <translation>Höhe, auf die jedes Bild gebracht wird.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/images.py" />
   <source>Keep only lightness; off keeps red, green and blue.</source>
   <translation>Nur die Helligkeit behalten; aus behält Rot, Grün und Blau.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/images.py" />
   <source>Label column</source>
   <translation>Kennzeichenspalte</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/images.py" />
   <source>Path column</source>
   <translation>Pfadspalte</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/images.py" />
   <source>Pictures</source>
   <translation>Bilder</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/images.py" />
   <source>Refuse pictures that cannot be read, or leave them out and say how many they are.</source>
   <translation>Unlesbare Bilder ablehnen, oder sie weglassen und sagen, wie viele es sind.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/images.py" />
   <source>Train on PNG and JPEG pictures of your own: a folder a class, or a CSV of paths and labels.</source>
   <translation>Mit eigenen PNG- und JPEG-Bildern trainieren: ein Ordner je Klasse oder eine CSV-Datei mit Pfaden und Kennzeichen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/images.py" />
   <source>Width</source>
   <translation>Breite</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/images.py" />
   <source>Width to which every picture is brought.</source>
   <translation>Breite, auf die jedes Bild gebracht wird.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/imdb.py" />
   <source>IMDB reviews</source>
   <translation>IMDB-Kritiken</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/imdb.py" />
   <source>Tell positive from negative film reviews (25,000 to train, 25,000 to test).</source>
   <translation>Positive von negativen Filmkritiken unterscheiden (25.000 zum Trainieren, 25.000 zum Testen).</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/iris.py" />
   <source>Iris flowers</source>
   <translation>Schwertlilien (Iris)</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/iris.py" />
   <source>Tell three species of iris apart by four measures of the flower.</source>
   <translation>Drei Arten von Schwertlilien an vier Maßen der Blüte unterscheiden.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/memory.py" />
   <source>How many sequences are drawn.</source>
   <translation>Wie viele Folgen gezogen werden.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/memory.py" />
   <source>Memory task (adding)</source>
   <translation>Gedächtnisaufgabe (Addieren)</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/memory.py" />
   <source>Predict the sum of the two marked numbers of a sequence (Hochreiter and Schmidhuber 1997).</source>
   <translation>Die Summe der zwei markierten Zahlen einer Folge vorhersagen (Hochreiter und Schmidhuber 1997).</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/memory.py" />
   <source>Steps a sequence.</source>
   <translation>Schritte je Folge.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/mnist.py" />
   <source>Learn to read 10,000 handwritten digits of 28×28 pixels.</source>
   <translation>10.000 handgeschriebene Ziffern mit 28×28 Pixeln lesen lernen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/mnist.py" />
   <source>MNIST, 10,000 digits</source>
   <translation>MNIST, 10.000 Ziffern</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/mnist_full.py" />
   <source>Learn to read all 70,000 handwritten digits of MNIST (60,000 to train, 10,000 to test).</source>
   <translation>Alle 70.000 handgeschriebenen Ziffern von MNIST lesen lernen (60.000 zum Trainieren, 10.000 zum Testen).</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/mnist_full.py" />
   <source>MNIST, all of it</source>
   <translation>MNIST, vollständig</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/modular.py" />
   <source>Learn a table of arithmetic modulo p: two numbers, one-hot side by side, and the class of their result.</source>
   <translation>Eine Tafel der Rechnung modulo p lernen: zwei Zahlen, one-hot nebeneinander, und die Klasse ihres Ergebnisses.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/modular.py" />
   <source>Modular arithmetic</source>
   <translation>Modulare Arithmetik</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/modular.py" />
   <source>Operation</source>
   <translation>Rechenart</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/modular.py" />
   <source>The modulus; there are p² examples of 2p inputs.</source>
   <translation>Der Modul; es gibt p² Beispiele mit 2p Eingaben.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/modular.py" />
   <source>What is done with the two numbers.</source>
   <translation>Was mit den zwei Zahlen geschieht.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/modular.py" />
   <source>a network whose large weight decay makes it find the rule after it knows the sums by heart</source>
   <translation>ein Netz, dessen starke Gewichtsabnahme es die Regel finden lässt, nachdem es die Summen auswendig kann</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/moons.py" />
   <source>Tell two interleaving half moons apart.</source>
   <translation>Zwei ineinandergreifende Halbmonde unterscheiden.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/moons.py" />
   <source>Two moons</source>
   <translation>Zwei Monde</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/multi_gaussian.py" />
   <source>Gaussian hills</source>
   <translation>Gaußsche Hügel</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/multi_gaussian.py" />
   <source>Predict the height of a landscape of three Gaussian hills and three hollows.</source>
   <translation>Die Höhe einer Landschaft aus drei Gaußschen Hügeln und drei Mulden vorhersagen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/npz.py" />
   <source>A .npz with inputs and targets, or a .npy with the inputs.</source>
   <translation>Ein .npz mit Eingaben und Zielwerten, oder ein .npy mit den Eingaben.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/npz.py" />
   <source>Hand each picture over as one row of pixels; off keeps (channels, height, width).</source>
   <translation>Jedes Bild als eine Zeile von Pixeln übergeben; aus behält (Kanäle, Höhe, Breite).</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/npz.py" />
   <source>Name of the inputs that validate within the .npz, where split is given.</source>
   <translation>Name der Eingaben im .npz, die validieren, wo die Aufteilung given ist.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/npz.py" />
   <source>Name of the inputs within the .npz.</source>
   <translation>Name der Eingaben im .npz.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/npz.py" />
   <source>Name of the targets that validate within the .npz, where split is given.</source>
   <translation>Name der Zielwerte im .npz, die validieren, wo die Aufteilung given ist.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/npz.py" />
   <source>Name of the targets within the .npz.</source>
   <translation>Name der Zielwerte im .npz.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/npz.py" />
   <source>NumPy arrays</source>
   <translation>NumPy-Arrays</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/npz.py" />
   <source>Take bytes of shape (N, height, width[, channels]) for pictures, scaled to 0…1.</source>
   <translation>Bytes der Form (N, Höhe, Breite[, Kanäle]) als Bilder nehmen, skaliert auf 0…1.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/npz.py" />
   <source>Target path</source>
   <translation>Zielpfad</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/npz.py" />
   <source>The .npy with the targets, where path is a .npy.</source>
   <translation>Das .npy mit den Zielwerten, wo path ein .npy ist.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/npz.py" />
   <source>Train on NumPy arrays of your own: one .npz, or a .npy of inputs and a .npy of targets.</source>
   <translation>Mit eigenen NumPy-Arrays trainieren: ein .npz, oder ein .npy mit Eingaben und ein .npy mit Zielwerten.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/npz.py" />
   <source>Whether targets are classes or values; auto takes words, one-hot rows and few whole numbers for classes.</source>
   <translation>Ob die Zielwerte Klassen oder Werte sind; auto hält Wörter, One-hot-Zeilen und wenige ganze Zahlen für Klassen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/npz.py" />
   <source>X val</source>
   <translation>X zur Validierung</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/npz.py" />
   <source>Y val</source>
   <translation>Y zur Validierung</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/paradise_lost.py" />
   <source>How the validation part is chosen; in time keeps the end of the text for it.</source>
   <translation>Wie der Validierungsteil gewählt wird; time nimmt das Ende des Textes dafür.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/paradise_lost.py" />
   <source>Paradise Lost</source>
   <translation>Paradise Lost</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/paradise_lost.py" />
   <source>Predict the next letter or word of Paradise Lost.</source>
   <translation>Den nächsten Buchstaben oder das nächste Wort von Paradise Lost vorhersagen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/paradise_lost.py" />
   <source>Tokens an example.</source>
   <translation>Tokens je Beispiel.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/paradise_lost.py" />
   <source>Tokens between the starts of two examples; 0 sets them end to end.</source>
   <translation>Tokens zwischen den Anfängen zweier Beispiele; 0 setzt sie aneinander.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/paradise_lost.py" />
   <source>Whether a token is a character or a word.</source>
   <translation>Ob ein Token ein Zeichen oder ein Wort ist.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/paradise_lost.py" />
   <source>Words kept, the most frequent of the training part; characters are all kept.</source>
   <translation>Behaltene Wörter, die häufigsten des Trainingsteils; Zeichen werden alle behalten.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/photo_patches.py" />
   <source>How the validation part is chosen; by group keeps bands of the photographs whole.</source>
   <translation>Wie der Validierungsteil gewählt wird; group hält Streifen der Fotos zusammen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/photo_patches.py" />
   <source>Patches of two photographs</source>
   <translation>Ausschnitte zweier Fotos</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/photo_patches.py" />
   <source>Pixels between patches; below 32 they overlap, within a band.</source>
   <translation>Pixel zwischen Ausschnitten; unter 32 überlappen sie, innerhalb eines Streifens.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/photo_patches.py" />
   <source>Tell from which of two photographs (a Chinese temple, a flower) a patch of 32×32 pixels is.</source>
   <translation>Sagen, aus welchem von zwei Fotos (ein chinesischer Tempel, eine Blume) ein Ausschnitt von 32×32 Pixeln ist.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/plane.py" />
   <source>Predict the height of a tilted plane: 0.8 x − 0.5 y + 0.2.</source>
   <translation>Die Höhe einer schiefen Ebene vorhersagen: 0,8 x − 0,5 y + 0,2.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/plane.py" />
   <source>Tilted plane</source>
   <translation>Schiefe Ebene</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/polynomial.py" />
   <source>Degree</source>
   <translation>Grad</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/polynomial.py" />
   <source>Degree of the polynomial.</source>
   <translation>Grad des Polynoms.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/polynomial.py" />
   <source>Polynomial</source>
   <translation>Polynom</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/polynomial.py" />
   <source>Predict a noisy Chebyshev polynomial, which swings between −1 and 1.</source>
   <translation>Ein verrauschtes Tschebyschow-Polynom vorhersagen, das zwischen −1 und 1 schwingt.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/reviews.py" />
   <source>Film reviews, sentiment</source>
   <translation>Filmkritiken, Tonfall</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/reviews.py" />
   <source>Leave out sentences whose mean score (−4 to 4) is this near to 0.</source>
   <translation>Sätze weglassen, deren mittlere Note (−4 bis 4) so nahe bei 0 liegt.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/reviews.py" />
   <source>Neutral</source>
   <translation>Neutral</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/reviews.py" />
   <source>Tell positive from negative sentences of film reviews.</source>
   <translation>Positive von negativen Sätzen aus Filmkritiken unterscheiden.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/saratoga_houses.py" />
   <source>Predict the price of 1,728 houses from five features.</source>
   <translation>Den Preis von 1.728 Häusern aus fünf Merkmalen vorhersagen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/saratoga_houses.py" />
   <source>Saratoga house prices</source>
   <translation>Hauspreise in Saratoga</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/series.py" />
   <source>Column that tells several series apart; no window crosses from one to another.</source>
   <translation>Spalte, die mehrere Reihen trennt; kein Fenster reicht von einer in die andere.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/series.py" />
   <source>Column to sort by; empty takes the first column of dates, or one called time or year.</source>
   <translation>Spalte, nach der sortiert wird; leer nimmt die erste mit Datumsangaben oder eine namens time oder year.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/series.py" />
   <source>Columns that are known ahead, such as a calendar: each step shows what they will be a horizon later.</source>
   <translation>Spalten, die im Voraus bekannt sind, etwa ein Kalender: Jeder Schritt zeigt, was sie einen Horizont später sein werden.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/series.py" />
   <source>Future</source>
   <translation>Zukunft</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/series.py" />
   <source>Gaps</source>
   <translation>Lücken</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/series.py" />
   <source>Horizon</source>
   <translation>Horizont</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/series.py" />
   <source>How many steps ahead the prediction lies.</source>
   <translation>Wie viele Schritte voraus die Vorhersage liegt.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/series.py" />
   <source>How the validation part is chosen; in time keeps the last steps for it.</source>
   <translation>Wie der Validierungsteil gewählt wird; time nimmt die letzten Schritte dafür.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/series.py" />
   <source>Order</source>
   <translation>Reihenfolge</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/series.py" />
   <source>Predict a time series of your own from the steps before, split in time.</source>
   <translation>Eine eigene Zeitreihe aus den Schritten davor vorhersagen, zeitlich aufgeteilt.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/series.py" />
   <source>Repeats</source>
   <translation>Wiederholungen</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/series.py" />
   <source>Sort the rows by time, or keep the order of the file.</source>
   <translation>Die Zeilen nach der Zeit sortieren oder die Reihenfolge der Datei behalten.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/series.py" />
   <source>Steps an example.</source>
   <translation>Schritte je Beispiel.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/series.py" />
   <source>Steps between the starts of two examples.</source>
   <translation>Schritte zwischen den Anfängen zweier Beispiele.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/series.py" />
   <source>The column to predict; empty takes the last one with numbers.</source>
   <translation>Die Spalte, die vorhergesagt wird; leer nimmt die letzte mit Zahlen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/series.py" />
   <source>The columns that are shown; empty shows the target alone.</source>
   <translation>Die gezeigten Spalten; leer zeigt allein die Zielspalte.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/series.py" />
   <source>The table file: any that a table is read from.</source>
   <translation>Die Tabellendatei: jede, aus der eine Tabelle gelesen wird.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/series.py" />
   <source>Time series file</source>
   <translation>Zeitreihendatei</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/series.py" />
   <source>What to do with missing values: refuse them, repeat the one before, or draw a line between neighbours.</source>
   <translation>Was mit fehlenden Werten geschieht: ablehnen, den vorigen wiederholen oder eine Linie zwischen den Nachbarn ziehen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/series.py" />
   <source>What to do with rows of the same time: keep them as steps, take the first, or refuse them.</source>
   <translation>Was mit Zeilen derselben Zeit geschieht: als Schritte behalten, die erste nehmen oder ablehnen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/series.py" />
   <source>Whether windows end at a gap in time, longer than one and a half usual steps, or cross it.</source>
   <translation>Ob Fenster an einer zeitlichen Lücke enden, die länger als anderthalb übliche Schritte ist, oder darüber hinweggehen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/shapes32.py" />
   <source>Coloured shapes, 32×32</source>
   <translation>Farbige Formen, 32×32</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/shapes32.py" />
   <source>How many images are drawn.</source>
   <translation>Wie viele Bilder gezogen werden.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/shapes32.py" />
   <source>Standard deviation of the noise on each pixel (0 black, 1 white).</source>
   <translation>Standardabweichung des Rauschens auf jedem Pixel (0 schwarz, 1 weiß).</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/shapes32.py" />
   <source>Tell ten coloured shapes apart, 32×32 pixels, drawn at random places, sizes, turns and colours.</source>
   <translation>Zehn farbige Formen unterscheiden, 32×32 Pixel, in zufälliger Lage, Größe, Drehung und Farbe gezeichnet.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/shapes32.py" />
   <source>convolutions, which find a shape wherever it lies</source>
   <translation>Faltungen, die eine Form finden, wo immer sie liegt</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/sine.py" />
   <source>Periods</source>
   <translation>Perioden</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/sine.py" />
   <source>Predict a noisy sine of one input.</source>
   <translation>Einen verrauschten Sinus einer Eingabe vorhersagen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/sine.py" />
   <source>Sine</source>
   <translation>Sinus</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/sine.py" />
   <source>Whole waves between −1 and 1.</source>
   <translation>Ganze Wellen zwischen −1 und 1.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/spirals.py" />
   <source>Arms</source>
   <translation>Arme</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/spirals.py" />
   <source>How often an arm winds round the centre.</source>
   <translation>Wie oft sich ein Arm um die Mitte windet.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/spirals.py" />
   <source>Number of arms, one class each.</source>
   <translation>Anzahl der Arme, je eine Klasse.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/spirals.py" />
   <source>Spirals</source>
   <translation>Spiralen</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/spirals.py" />
   <source>Tell the arms of a spiral apart.</source>
   <translation>Die Arme einer Spirale unterscheiden.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/spirals.py" />
   <source>Turns</source>
   <translation>Windungen</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/stocks.py" />
   <source>Days an example.</source>
   <translation>Tage je Beispiel.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/stocks.py" />
   <source>Days between the starts of two examples.</source>
   <translation>Tage zwischen den Anfängen zweier Beispiele.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/stocks.py" />
   <source>How many days ahead the prediction lies.</source>
   <translation>Wie viele Tage voraus die Vorhersage liegt.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/stocks.py" />
   <source>How the validation part is chosen; in time keeps the last days for it.</source>
   <translation>Wie der Validierungsteil gewählt wird; time nimmt die letzten Tage dafür.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/stocks.py" />
   <source>Predict a share's next days from the days before.</source>
   <translation>Die nächsten Tage einer Aktie aus den Tagen davor vorhersagen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/stocks.py" />
   <source>Predict the log return over the horizon, or the adjusted closing price after it.</source>
   <translation>Den logarithmischen Ertrag über den Horizont vorhersagen oder den bereinigten Schlusskurs danach.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/stocks.py" />
   <source>Share prices</source>
   <translation>Aktienkurse</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/stocks.py" />
   <source>Show the network daily log returns and changes of volume, or the figures themselves.</source>
   <translation>Dem Netz tägliche logarithmische Erträge und Änderungen des Umsatzes zeigen, oder die Zahlen selbst.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/stocks.py" />
   <source>Ticker</source>
   <translation>Kürzel</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/stocks.py" />
   <source>Which share.</source>
   <translation>Welche Aktie.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/stocks.py" />
   <source>a small recurrent network on prices, since hardly anything tells the returns of the next day</source>
   <translation>ein kleines rekurrentes Netz auf Kursen, da kaum etwas die Rendite des nächsten Tages verrät</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/stocks.py" />
   <source>days</source>
   <translation>Tage</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/svmlight.py" />
   <source>A second file with the same columns, whose rows validate where split is given.</source>
   <translation>Eine zweite Datei mit denselben Spalten, deren Zeilen validieren, wo die Aufteilung given ist.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/svmlight.py" />
   <source>The file (.svm, .svmlight, .libsvm).</source>
   <translation>Die Datei (.svm, .svmlight, .libsvm).</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/svmlight.py" />
   <source>Train on a svmlight or LIBSVM file of your own: sparse rows, each with a target.</source>
   <translation>Mit einer eigenen svmlight- oder LIBSVM-Datei trainieren: dünn besetzte Zeilen, jede mit einem Zielwert.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/svmlight.py" />
   <source>Whether targets are classes or values; auto takes few whole numbers for classes.</source>
   <translation>Ob die Zielwerte Klassen oder Werte sind; auto hält wenige ganze Zahlen für Klassen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/svmlight.py" />
   <source>svmlight file</source>
   <translation>svmlight-Datei</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/text.py" />
   <source>Predict the next letter or word of a text file of your own.</source>
   <translation>Den nächsten Buchstaben oder das nächste Wort einer eigenen Textdatei vorhersagen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/text.py" />
   <source>Text file</source>
   <translation>Textdatei</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/text.py" />
   <source>The text file, possibly gzipped.</source>
   <translation>Die Textdatei, auch mit gzip gepackt.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/texts.py" />
   <source>A folder, or a .zip of one, with one folder a class; or with train/ and test/ that hold one each.</source>
   <translation>Ein Ordner, oder ein .zip davon, mit einem Ordner je Klasse; oder mit train/ und test/, die je solche enthalten.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/texts.py" />
   <source>Texts by class</source>
   <translation>Texte nach Klassen</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/texts.py" />
   <source>Train on text files of your own: a folder a class, or train/ and test/ with one each.</source>
   <translation>Mit eigenen Textdateien trainieren: ein Ordner je Klasse, oder train/ und test/ mit je solchen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/wine.py" />
   <source>Tell three growers of wine apart by thirteen chemical measures.</source>
   <translation>Drei Winzer an dreizehn chemischen Maßen ihres Weins unterscheiden.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/wine.py" />
   <source>Wines</source>
   <translation>Weine</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/xor.py" />
   <source>Tell points by whether their coordinates have the same sign.</source>
   <translation>Punkte danach unterscheiden, ob ihre Koordinaten dasselbe Vorzeichen haben.</translation>
  </message>
  <message>
   <location filename="../../gdlab/data/sources/xor.py" />
   <source>XOR</source>
   <translation>XOR</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/arena_words.py" />
   <source>cycle of two</source>
   <translation>Kreislauf zu zweit</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/arena_words.py" />
   <source>diverged</source>
   <translation>divergiert</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/arena_words.py" />
   <source>lowest minimum</source>
   <translation>tiefstes Minimum</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/arena_words.py" />
   <source>maximum</source>
   <translation>Maximum</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/arena_words.py" />
   <source>minimum</source>
   <translation>Minimum</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/arena_words.py" />
   <source>plateau</source>
   <translation>Plateau</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/arena_words.py" />
   <source>saddle</source>
   <translation>Sattel</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/arena_words.py" />
   <source>still on a slope</source>
   <translation>noch am Hang</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/demonstrations.py" />
   <source>A cycle of two</source>
   <translation>Ein Kreislauf von zweien</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/demonstrations.py" />
   <source>A plateau and normalised steps</source>
   <translation>Ein Plateau und normierte Schritte</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/demonstrations.py" />
   <source>A saddle, with and without noise</source>
   <translation>Ein Sattel, mit und ohne Rauschen</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/demonstrations.py" />
   <source>A step by the gradient's sign is as long beside the minimum as far from it: sign descent ends in two points that it takes in turn, while plain descent's steps shrink with the gradient.</source>
   <translation>Ein Schritt nach dem Vorzeichen des Gradienten ist neben dem Minimum so lang wie weit davon: Der Vorzeichenabstieg endet in zwei Punkten, die er abwechselnd einnimmt, während die Schritte des einfachen Abstiegs mit dem Gradienten schrumpfen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/demonstrations.py" />
   <source>Axes of different scale</source>
   <translation>Achsen mit verschiedenem Maßstab</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/demonstrations.py" />
   <source>First and second order</source>
   <translation>Erste und zweite Ordnung</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/demonstrations.py" />
   <source>From the ridge plain descent runs onto the saddle and stays, for the gradient there is nought; a little noise pushes the other one off the ridge and down to a minimum.</source>
   <translation>Vom Grat läuft der einfache Abstieg auf den Sattel und bleibt dort, denn der Gradient ist da null; ein wenig Rauschen stößt den anderen vom Grat und hinab in ein Minimum.</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/demonstrations.py" />
   <source>In Rosenbrock's bent valley the gradient points across and not along: first-order steps take hundreds, while L-BFGS learns the curvature from its own steps and is there after some thirty.</source>
   <translation>In Rosenbrocks gekrümmtem Tal zeigt der Gradient quer und nicht entlang: Schritte erster Ordnung brauchen Hunderte, während L-BFGS die Krümmung aus den eigenen Schritten lernt und nach etwa dreißig da ist.</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/demonstrations.py" />
   <source>Local minima and annealing</source>
   <translation>Lokale Minima und Abkühlung</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/demonstrations.py" />
   <source>Momentum in a ravine</source>
   <translation>Momentum in einer Schlucht</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/demonstrations.py" />
   <source>On the plateau the gradient is a ten-thousandth, and plain descent hardly moves; Adam and Lion divide by its size and walk at their own pace to the cliff.</source>
   <translation>Auf dem Plateau ist der Gradient ein Zehntausendstel, und der einfache Abstieg bewegt sich kaum; Adam und Lion teilen durch seine Größe und gehen in eigenem Tempo zur Klippe.</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/demonstrations.py" />
   <source>One axis is a thousand times as steep as the other: one rate for both is too small for x or too large for y, and a step of its own for each coordinate makes nothing of the difference.</source>
   <translation>Eine Achse ist tausendmal so steil wie die andere: Eine Rate für beide ist zu klein für x oder zu groß für y, und ein eigener Schritt je Koordinate macht sich nichts aus dem Unterschied.</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/demonstrations.py" />
   <source>One step in three is steep and right, two are gentle and wrong. With a short memory Adam divides the steep one by itself and goes the wrong way; AMSGrad and plain descent do not (Reddi and others, 2018).</source>
   <translation>Ein Gradient unter dreien zeigt steil in die richtige Richtung, zwei zeigen sanft in die falsche: Mit einem kurzen Gedächtnis teilt Adam den steilen durch ihn selbst und geht in die falsche Richtung; AMSGrad und einfacher Abstieg tun es nicht (Reddi und andere, 2018).</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/demonstrations.py" />
   <source>Plain descent ends in the pit that it started over; simulated annealing goes uphill now and then, less and less, and finds the lowest of a hundred pits.</source>
   <translation>Der einfache Abstieg endet in der Grube, über der er begann; simulierte Abkühlung geht ab und zu bergauf, immer seltener, und findet die tiefste von hundert Gruben.</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/demonstrations.py" />
   <source>Plain descent zigzags across the ravine and creeps along it; momentum cancels the steps across, adds up those along, and arrives several times sooner.</source>
   <translation>Der einfache Abstieg pendelt quer durch die Schlucht und kriecht sie entlang; Momentum hebt die Schritte quer auf, addiert die entlang und kommt mehrmals früher an.</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/demonstrations.py" />
   <source>The noise floor and a falling rate</source>
   <translation>Der Rauschpegel und eine fallende Rate</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/demonstrations.py" />
   <source>The steepest curvature here is L = 10: below 1/L = 0.1 plain descent glides, up to 2/L = 0.2 it oscillates across the ravine, and beyond that every step throws it farther out.</source>
   <translation>Die stärkste Krümmung hier ist L = 10: Unter 1/L = 0,1 gleitet der einfache Abstieg, bis 2/L = 0,2 schwingt er quer zur Schlucht, und darüber wirft ihn jeder Schritt weiter hinaus.</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/demonstrations.py" />
   <source>Too large a rate</source>
   <translation>Eine zu große Rate</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/demonstrations.py" />
   <source>Where Adam does not converge</source>
   <translation>Wo Adam nicht konvergiert</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/demonstrations.py" />
   <source>With noisy gradients a constant rate keeps dancing at a distance that grows with the rate; a small one is slow, and a rate that falls (ASGD's) is quick at first and calm at last.</source>
   <translation>Mit verrauschten Gradienten tanzt eine feste Rate in einem Abstand weiter, der mit der Rate wächst; eine kleine ist langsam, und eine fallende (die von ASGD) ist anfangs schnell und am Ende ruhig.</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/health/checks/dead_units.py" />
   <source>Dead units</source>
   <translation>Tote Einheiten</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/health/checks/dead_units.py" />
   <source>Share</source>
   <translation>Anteil</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/health/checks/dead_units.py" />
   <source>Share of a layer's units from which on it is an alarm.</source>
   <translation>Anteil der Einheiten einer Schicht, ab dem gewarnt wird.</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/health/checks/dead_units.py" />
   <source>Whether many units of an activation are dead: no example changes their output, so no gradient passes them.</source>
   <translation>Ob viele Einheiten einer Aktivierung tot sind: Kein Beispiel ändert ihre Ausgabe, also lassen sie keinen Gradienten durch.</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/health/checks/exploding_gradients.py" />
   <source>Exploding gradients</source>
   <translation>Explodierende Gradienten</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/health/checks/exploding_gradients.py" />
   <source>Growth</source>
   <translation>Wachstum</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/health/checks/exploding_gradients.py" />
   <source>Growth from the inputs to the first outputs from which on signals explode.</source>
   <translation>Wachstum von den Eingaben zu den ersten Ausgaben, ab dem Signale explodieren.</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/health/checks/exploding_gradients.py" />
   <source>Growth from which on gradients explode.</source>
   <translation>Wachstum, ab dem Gradienten explodieren.</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/health/checks/exploding_gradients.py" />
   <source>Outputs</source>
   <translation>Ausgaben</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/health/checks/exploding_gradients.py" />
   <source>Whether signals or gradients grow beyond bounds through the layers, or gradients in the first steps.</source>
   <translation>Ob Signale oder Gradienten durch die Schichten maßlos wachsen, oder Gradienten in den ersten Schritten.</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/health/checks/guessing.py" />
   <source>A rate below this share of 2/λ_max is too small.</source>
   <translation>Eine Rate unter diesem Anteil von 2/λ_max ist zu klein.</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/health/checks/guessing.py" />
   <source>No better than guessing</source>
   <translation>Nicht besser als Raten</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/health/checks/guessing.py" />
   <source>Whether the run predicts no better than the best constant: its status says so, with the measured reason.</source>
   <translation>Ob der Lauf nicht besser vorhersagt als die beste Konstante: Sein Status sagt es, mit dem gemessenen Grund.</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/health/checks/overfitting.py" />
   <source>Loss share</source>
   <translation>Anteil des Verlusts</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/health/checks/overfitting.py" />
   <source>Overfitting</source>
   <translation>Überanpassung</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/health/checks/overfitting.py" />
   <source>Rise</source>
   <translation>Anstieg</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/health/checks/overfitting.py" />
   <source>Rise of the validation loss above its minimum, as a share of it.</source>
   <translation>Anstieg des Validierungsverlusts über sein Minimum, als Anteil davon.</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/health/checks/overfitting.py" />
   <source>The same rise as a share of what the loss had fallen by.</source>
   <translation>Derselbe Anstieg als Anteil dessen, um was der Verlust gefallen war.</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/health/checks/overfitting.py" />
   <source>Whether the validation loss has long passed its minimum while the training loss went on falling.</source>
   <translation>Ob der Validierungsverlust sein Minimum längst hinter sich hat, während der Trainingsverlust weiter fiel.</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/health/checks/saturated_activations.py" />
   <source>Saturated activations</source>
   <translation>Gesättigte Aktivierungen</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/health/checks/saturated_activations.py" />
   <source>Share of a layer's outputs from which on it is an alarm.</source>
   <translation>Anteil der Ausgaben einer Schicht, ab dem gewarnt wird.</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/health/checks/saturated_activations.py" />
   <source>Whether most outputs of a bounded activation stand at an end of its range, where its slope is all but 0.</source>
   <translation>Ob die meisten Ausgaben einer beschränkten Aktivierung am Rand ihres Bereichs stehen, wo ihre Steigung fast 0 ist.</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/health/checks/schedule_floor.py" />
   <source>Rate above its schedule's floor</source>
   <translation>Rate über dem Ende ihres Plans</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/health/checks/schedule_floor.py" />
   <source>Share of the way down that may be missing at the end.</source>
   <translation>Anteil des Weges nach unten, der am Ende fehlen darf.</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/health/checks/schedule_floor.py" />
   <source>Whether the run ended, as planned, long before its schedule had brought the rate down.</source>
   <translation>Ob der Lauf, wie geplant, lange endete, bevor sein Plan die Rate gesenkt hatte.</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/health/checks/step_too_large.py" />
   <source>Ratio</source>
   <translation>Verhältnis</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/health/checks/step_too_large.py" />
   <source>Share of a weight matrix's length above which a step is large.</source>
   <translation>Anteil der Länge einer Gewichtsmatrix, über dem ein Schritt groß ist.</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/health/checks/step_too_large.py" />
   <source>Steps too large</source>
   <translation>Zu große Schritte</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/health/checks/step_too_large.py" />
   <source>Whether the steps overshoot: the run diverged, or it moves the weights far and its loss rises or stays high.</source>
   <translation>Ob die Schritte zu weit gehen: Der Lauf divergierte, oder er bewegt die Gewichte weit, und sein Verlust steigt oder bleibt hoch.</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/health/checks/step_too_small.py" />
   <source>Fallen</source>
   <translation>Gefallen</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/health/checks/step_too_small.py" />
   <source>Share of a weight matrix's length below which a step is small.</source>
   <translation>Anteil der Länge einer Gewichtsmatrix, unter dem ein Schritt klein ist.</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/health/checks/step_too_small.py" />
   <source>Share of the first loss by which a run should have lowered it.</source>
   <translation>Anteil des ersten Verlusts, um den ein Lauf ihn hätte senken sollen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/health/checks/step_too_small.py" />
   <source>Steps too small</source>
   <translation>Zu kleine Schritte</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/health/checks/step_too_small.py" />
   <source>Whether the run creeps: its steps hardly move the weights, and its loss has hardly fallen by the end.</source>
   <translation>Ob der Lauf kriecht: Seine Schritte bewegen die Gewichte kaum, und sein Verlust ist am Ende kaum gefallen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/health/checks/suspicious_labels.py" />
   <source>Labels that look wrong</source>
   <translation>Kennzeichen, die falsch aussehen</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/health/checks/suspicious_labels.py" />
   <source>Part of the contradicted labels that wrong ones have to explain in an alarm.</source>
   <translation>Teil der widersprochenen Kennzeichen, den falsche bei einer Warnung erklären müssen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/health/checks/suspicious_labels.py" />
   <source>Share of wrong labels that is exceeded with 99.5 % certainty in an alarm.</source>
   <translation>Anteil falscher Kennzeichen, der bei einer Warnung mit 99,5 % Sicherheit überschritten ist.</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/health/checks/suspicious_labels.py" />
   <source>Share that networks have to get right to be witnesses.</source>
   <translation>Anteil, den Netze richtig haben müssen, um Zeugen zu sein.</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/health/checks/suspicious_labels.py" />
   <source>Whether more labels contradict networks that never saw them than overlapping classes explain.</source>
   <translation>Ob mehr Kennzeichen den Netzen widersprechen, die sie nie sahen, als überlappende Klassen erklären.</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/health/checks/vanishing_gradients.py" />
   <source>Share of the last layer's gradient below which a gradient has vanished.</source>
   <translation>Anteil am Gradienten der letzten Schicht, unter dem ein Gradient verschwunden ist.</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/health/checks/vanishing_gradients.py" />
   <source>Vanishing gradients</source>
   <translation>Verschwindende Gradienten</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/health/checks/vanishing_gradients.py" />
   <source>Whether the first weights get a gradient that is a tiny share of the last ones'.</source>
   <translation>Ob die ersten Gewichte einen Gradienten bekommen, der ein winziger Teil dessen der letzten ist.</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/surfaces/ackley.py" />
   <source>Ackley's funnel</source>
   <translation>Ackleys Trichter</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/surfaces/ackley.py" />
   <source>Small waves on an almost flat plain with a funnel in the middle, whose tip at (0, 0) is a kink (Ackley 1987).</source>
   <translation>Kleine Wellen auf einer fast flachen Ebene mit einem Trichter in der Mitte, dessen Spitze bei (0, 0) ein Knick ist (Ackley 1987).</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/surfaces/beale.py" />
   <source>A minimum at the end of a flat valley between steep walls (Beale 1958); lowest at (3, 1/2).</source>
   <translation>Ein Minimum am Ende eines flachen Tals zwischen steilen Wänden (Beale 1958); am tiefsten bei (3, 1/2).</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/surfaces/beale.py" />
   <source>Beale's function</source>
   <translation>Beales Funktion</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/surfaces/booth.py" />
   <source>A quadratic of condition number 9 whose axes lie on the diagonals; lowest at (1, 3).</source>
   <translation>Eine quadratische Funktion mit Konditionszahl 9, deren Achsen auf den Diagonalen liegen; am tiefsten bei (1, 3).</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/surfaces/booth.py" />
   <source>Booth's quadratic</source>
   <translation>Booths quadratische Funktion</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/surfaces/bowl.py" />
   <source>A bowl whose curvature is the same in every direction; every gradient points at the minimum.</source>
   <translation>Eine Schüssel, deren Krümmung in jeder Richtung gleich ist; jeder Gradient zeigt zum Minimum.</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/surfaces/bowl.py" />
   <source>Curvature</source>
   <translation>Krümmung</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/surfaces/bowl.py" />
   <source>Round bowl</source>
   <translation>Runde Schüssel</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/surfaces/bowl.py" />
   <source>Second derivative in every direction; its inverse is the best rate.</source>
   <translation>Zweite Ableitung in jeder Richtung; ihr Kehrwert ist die beste Rate.</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/surfaces/chained_units.py" />
   <source>The loss of a tanh unit with the weight x whose output goes to a linear one with the weight y, on four points.</source>
   <translation>Der Verlust einer tanh-Einheit mit dem Gewicht x, deren Ausgabe zu einer linearen mit dem Gewicht y geht, auf vier Punkten.</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/surfaces/chained_units.py" />
   <source>Two units in a chain</source>
   <translation>Zwei Einheiten hintereinander</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/surfaces/cliff.py" />
   <source>A plateau on which the gradient all but vanishes, and a cliff down to the minimum at (1.5, 0).</source>
   <translation>Ein Plateau, auf dem der Gradient fast verschwindet, und eine Klippe hinab zum Minimum bei (1,5; 0).</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/surfaces/cliff.py" />
   <source>Plateau with a cliff</source>
   <translation>Plateau mit Klippe</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/surfaces/goldstein_price.py" />
   <source>A polynomial of degree 8 whose values span six powers of ten (Goldstein and Price 1971); lowest, 3, at (0, −1).</source>
   <translation>Ein Polynom vom Grad 8, dessen Werte sechs Zehnerpotenzen umspannen (Goldstein und Price 1971); am tiefsten, 3, bei (0, −1).</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/surfaces/goldstein_price.py" />
   <source>Goldstein and Price's function</source>
   <translation>Funktion von Goldstein und Price</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/surfaces/griewank.py" />
   <source>Griewank's waves</source>
   <translation>Griewanks Wellen</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/surfaces/griewank.py" />
   <source>Waves of height 1 on a very wide bowl (Griewank 1981); lowest at (0, 0).</source>
   <translation>Wellen der Höhe 1 auf einer sehr weiten Schüssel (Griewank 1981); am tiefsten bei (0, 0).</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/surfaces/himmelblau.py" />
   <source>Four minima of the same depth, four saddles between them and a maximum amid (Himmelblau 1972).</source>
   <translation>Vier Minima gleicher Tiefe, vier Sättel dazwischen und ein Maximum mittendrin (Himmelblau 1972).</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/surfaces/himmelblau.py" />
   <source>Himmelblau's four minima</source>
   <translation>Himmelblaus vier Minima</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/surfaces/monkey_saddle.py" />
   <source>Monkey saddle</source>
   <translation>Affensattel</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/surfaces/monkey_saddle.py" />
   <source>Three valleys and three ridges meet at (0, 0), where gradient and Hessian both vanish; there is no minimum.</source>
   <translation>Drei Täler und drei Grate treffen sich bei (0, 0), wo Gradient und Hesse-Matrix beide verschwinden; ein Minimum gibt es nicht.</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/surfaces/own_formula.py" />
   <source>A formula of your own</source>
   <translation>Eine eigene Formel</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/surfaces/own_formula.py" />
   <source>A surface that is typed in: a formula of x and y with numbers, brackets, ``+ - * / % ^`` and functions.</source>
   <translation>Eine eingetippte Fläche: eine Formel aus x und y mit Zahlen, Klammern, ``+ - * / % ^`` und Funktionen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/surfaces/own_formula.py" />
   <source>How far the part of the plane that is shown reaches from (0, 0).</source>
   <translation>Wie weit der gezeigte Teil der Ebene von (0, 0) reicht.</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/surfaces/own_formula.py" />
   <source>Reach</source>
   <translation>Reichweite</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/surfaces/own_formula.py" />
   <source>The surface as a formula in x and y.</source>
   <translation>Die Fläche als Formel in x und y.</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/surfaces/parallel_units.py" />
   <source>The loss of a network of two tanh units side by side with the weights x and y, on four points.</source>
   <translation>Der Verlust eines Netzes aus zwei tanh-Einheiten nebeneinander mit den Gewichten x und y, auf vier Punkten.</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/surfaces/parallel_units.py" />
   <source>Two units side by side</source>
   <translation>Zwei Einheiten nebeneinander</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/surfaces/rastrigin.py" />
   <source>A bowl with a regular lattice of local minima, about 1 apart, the deepest at (0, 0) (Rastrigin 1974).</source>
   <translation>Eine Schüssel mit einem regelmäßigen Gitter lokaler Minima, etwa 1 auseinander, das tiefste bei (0, 0) (Rastrigin 1974).</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/surfaces/rastrigin.py" />
   <source>How high the walls between the minima are.</source>
   <translation>Wie hoch die Wände zwischen den Minima sind.</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/surfaces/rastrigin.py" />
   <source>Rastrigin's lattice of minima</source>
   <translation>Rastrigins Gitter von Minima</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/surfaces/ravine.py" />
   <source>A quadratic whose curvature is 1 along one direction and the condition number across it.</source>
   <translation>Eine quadratische Funktion, deren Krümmung entlang einer Richtung 1 ist und quer dazu die Konditionszahl.</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/surfaces/ravine.py" />
   <source>Angle</source>
   <translation>Winkel</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/surfaces/ravine.py" />
   <source>Angle between the ravine and the x-axis.</source>
   <translation>Winkel zwischen der Schlucht und der x-Achse.</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/surfaces/ravine.py" />
   <source>Condition</source>
   <translation>Kondition</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/surfaces/ravine.py" />
   <source>Condition number: the curvature across over the curvature along.</source>
   <translation>Konditionszahl: die Krümmung quer durch die Krümmung entlang.</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/surfaces/ravine.py" />
   <source>Ravine</source>
   <translation>Schlucht</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/surfaces/reddi.py" />
   <source>A loss that is steep one step in three and slopes the other way on the others (Reddi, Kale and Kumar 2018).</source>
   <translation>Ein Verlust, der in einem von drei Schritten steil ist und sich in den anderen andersherum neigt (Reddi, Kale und Kumar 2018).</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/surfaces/reddi.py" />
   <source>Adam does not converge</source>
   <translation>Adam konvergiert nicht</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/surfaces/reddi.py" />
   <source>The slope of every third step.</source>
   <translation>Die Steigung jedes dritten Schritts.</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/surfaces/rosenbrock.py" />
   <source>A bent valley that is found at once and followed slowly (Rosenbrock 1960); lowest at (1, 1).</source>
   <translation>Ein gekrümmtes Tal, das gleich gefunden und langsam durchlaufen wird (Rosenbrock 1960); am tiefsten bei (1, 1).</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/surfaces/rosenbrock.py" />
   <source>How steep the walls of the valley are.</source>
   <translation>Wie steil die Wände des Tals sind.</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/surfaces/rosenbrock.py" />
   <source>Rosenbrock's valley</source>
   <translation>Rosenbrocks Tal</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/surfaces/saddle.py" />
   <source>A saddle at (0, 0) between minima at (0, ±1); from the ridge y = 0 plain descent ends on the saddle.</source>
   <translation>Ein Sattel bei (0, 0) zwischen Minima bei (0, ±1); vom Grat y = 0 endet der einfache Abstieg auf dem Sattel.</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/surfaces/saddle.py" />
   <source>Saddle between two minima</source>
   <translation>Sattel zwischen zwei Minima</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/surfaces/six_hump_camel.py" />
   <source>Six minima in three pairs, the two lowest at ±(0.0898, −0.7127) (Dixon and Szegő 1978).</source>
   <translation>Sechs Minima in drei Paaren, die zwei tiefsten bei ±(0,0898; −0,7127) (Dixon und Szegő 1978).</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/surfaces/six_hump_camel.py" />
   <source>Six-hump camel's back</source>
   <translation>Sechshöckriger Kamelrücken</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/surfaces/styblinski_tang.py" />
   <source>Four minima of different depth, the deepest at (−2.9035, −2.9035) (Styblinski and Tang 1990).</source>
   <translation>Vier Minima verschiedener Tiefe, das tiefste bei (−2,9035; −2,9035) (Styblinski und Tang 1990).</translation>
  </message>
  <message>
   <location filename="../../gdlab/diagnose/surfaces/styblinski_tang.py" />
   <source>Styblinski and Tang's function</source>
   <translation>Funktion von Styblinski und Tang</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/augmentations/color_jitter.py" />
   <source>A random brightness and contrast of a picture; values stay between black and white.</source>
   <translation>Zufällige Helligkeit und zufälliger Kontrast eines Bildes; die Werte bleiben zwischen Schwarz und Weiß.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/augmentations/color_jitter.py" />
   <source>Brightness</source>
   <translation>Helligkeit</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/augmentations/color_jitter.py" />
   <source>Contrast</source>
   <translation>Kontrast</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/augmentations/color_jitter.py" />
   <source>Largest change of the brightness, as a share of it.</source>
   <translation>Größte Änderung der Helligkeit, als Anteil davon.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/augmentations/color_jitter.py" />
   <source>Largest change of the contrast, as a share of it.</source>
   <translation>Größte Änderung des Kontrasts, als Anteil davon.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/augmentations/color_jitter.py" />
   <source>Vary brightness and contrast</source>
   <translation>Helligkeit und Kontrast verändern</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/augmentations/cutout.py" />
   <source>A square that covers part of a picture with the mean of each channel (DeVries and Taylor 2017).</source>
   <translation>Ein Quadrat, das einen Teil eines Bildes mit dem Mittelwert jedes Kanals verdeckt (DeVries und Taylor 2017).</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/augmentations/cutout.py" />
   <source>Cover a square</source>
   <translation>Ein Quadrat verdecken</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/augmentations/cutout.py" />
   <source>Probability that a picture is covered.</source>
   <translation>Wahrscheinlichkeit, dass ein Bild verdeckt wird.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/augmentations/cutout.py" />
   <source>Side of the square.</source>
   <translation>Seite des Quadrats.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/augmentations/cutout.py" />
   <source>Size</source>
   <translation>Größe</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/augmentations/cutout.py" />
   <source>pixels</source>
   <translation>Pixel</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/augmentations/gaussian_noise.py" />
   <source>Add noise</source>
   <translation>Rauschen dazugeben</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/augmentations/gaussian_noise.py" />
   <source>Normal noise in proportion to how much each column, or channel of a picture, varies in the training part.</source>
   <translation>Normalverteiltes Rauschen im Verhältnis dazu, wie sehr jede Spalte, oder jeder Kanal eines Bildes, im Trainingsteil schwankt.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/augmentations/gaussian_noise.py" />
   <source>Sigma</source>
   <translation>Sigma</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/augmentations/gaussian_noise.py" />
   <source>Standard deviation of the noise, as a share of the column's own.</source>
   <translation>Standardabweichung des Rauschens, als Anteil an der der Spalte.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/augmentations/mix_up.py" />
   <source>A weighted mean of two examples, inputs and targets (Zhang et al. 2018).</source>
   <translation>Ein gewichtetes Mittel zweier Beispiele, der Eingaben und der Zielwerte (Zhang et al. 2018).</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/augmentations/mix_up.py" />
   <source>Mix pairs of examples</source>
   <translation>Paare von Beispielen mischen</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/augmentations/mix_up.py" />
   <source>Parameter of the Beta distribution; larger values mix more evenly.</source>
   <translation>Parameter der Beta-Verteilung; größere Werte mischen gleichmäßiger.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/augmentations/random_crop.py" />
   <source>A window of the old size at a random place of the picture with a dark border around it.</source>
   <translation>Ein Fenster der alten Größe an zufälliger Stelle des Bildes mit dunklem Rand darum.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/augmentations/random_crop.py" />
   <source>Crop at a random place</source>
   <translation>An zufälliger Stelle ausschneiden</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/augmentations/random_crop.py" />
   <source>Width of the border on each side, and so the largest shift.</source>
   <translation>Breite des Rands auf jeder Seite, und damit die größte Verschiebung.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/augmentations/random_horizontal_flip.py" />
   <source>A mirror image, left to right, of a picture.</source>
   <translation>Ein Spiegelbild eines Bildes, links und rechts vertauscht.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/augmentations/random_horizontal_flip.py" />
   <source>Mirror left to right</source>
   <translation>Links-rechts spiegeln</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/augmentations/random_horizontal_flip.py" />
   <source>Probability that a picture is mirrored.</source>
   <translation>Wahrscheinlichkeit, dass ein Bild gespiegelt wird.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/augmentations/random_mask.py" />
   <source>Hide single inputs</source>
   <translation>Einzelne Eingaben verbergen</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/augmentations/random_mask.py" />
   <source>Probability that an input is hidden.</source>
   <translation>Wahrscheinlichkeit, dass eine Eingabe verborgen wird.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/augmentations/random_mask.py" />
   <source>Single inputs, drawn at random, that are replaced by their column's mean over the training part.</source>
   <translation>Einzelne, zufällig gezogene Eingaben, die durch den Mittelwert ihrer Spalte über den Trainingsteil ersetzt werden.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/augmentations/random_rotation.py" />
   <source>A rotation about the centre by a random angle, with bilinear interpolation and black corners.</source>
   <translation>Eine Drehung um die Mitte mit zufälligem Winkel, mit bilinearer Interpolation und schwarzen Ecken.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/augmentations/random_rotation.py" />
   <source>Degrees</source>
   <translation>Grad</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/augmentations/random_rotation.py" />
   <source>Largest angle, to either side.</source>
   <translation>Größter Winkel, nach beiden Seiten.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/augmentations/random_rotation.py" />
   <source>Rotate by a random angle</source>
   <translation>Um zufälligen Winkel drehen</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/augmentations/random_rotation.py" />
   <source>°</source>
   <translation>°</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/augmentations/random_vertical_flip.py" />
   <source>A mirror image, upside down, of a picture.</source>
   <translation>Ein Spiegelbild eines Bildes, auf dem Kopf.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/augmentations/random_vertical_flip.py" />
   <source>Mirror upside down</source>
   <translation>Auf den Kopf spiegeln</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/augmentations/time_mask.py" />
   <source>Consecutive steps of a series, up to ``length``, that are replaced by the mean of each column.</source>
   <translation>Aufeinanderfolgende Schritte einer Reihe, bis zu ``length``, die durch den Mittelwert jeder Spalte ersetzt werden.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/augmentations/time_mask.py" />
   <source>Hide consecutive steps</source>
   <translation>Aufeinanderfolgende Schritte verbergen</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/augmentations/time_mask.py" />
   <source>Largest number of steps that are hidden.</source>
   <translation>Größte Anzahl verborgener Schritte.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/augmentations/time_mask.py" />
   <source>Length</source>
   <translation>Länge</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/augmentations/time_mask.py" />
   <source>steps</source>
   <translation>Schritte</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/averages/ema.py" />
   <source>A mean of the weights with exponentially falling shares (Polyak and Juditsky 1992).</source>
   <translation>Ein Mittel der Gewichte mit exponentiell fallenden Anteilen (Polyak und Juditsky 1992).</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/averages/ema.py" />
   <source>Decay</source>
   <translation>Abklingen</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/averages/ema.py" />
   <source>Exponential moving average of the weights</source>
   <translation>Exponentiell gleitendes Mittel der Gewichte</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/averages/ema.py" />
   <source>Share of the old average that is kept each step.</source>
   <translation>Anteil des alten Mittels, der in jedem Schritt bleibt.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/averages/swa.py" />
   <source>A mean of the weights with equal shares from an epoch on (Izmailov et al. 2018).</source>
   <translation>Ein Mittel der Gewichte mit gleichen Anteilen ab einer Epoche (Izmailov et al. 2018).</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/averages/swa.py" />
   <source>Epochs before averaging starts.</source>
   <translation>Epochen, bevor das Mitteln beginnt.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/averages/swa.py" />
   <source>Every</source>
   <translation>Alle</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/averages/swa.py" />
   <source>Steps between two averaged points; 0 is one epoch.</source>
   <translation>Schritte zwischen zwei gemittelten Punkten; 0 ist eine Epoche.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/averages/swa.py" />
   <source>Stochastic weight averaging</source>
   <translation>Stochastische Mittelung der Gewichte</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/initialisers/orthogonal.py" />
   <source>A matrix (out, rest) with orthonormal rows or columns, whichever are fewer (Saxe et al. 2014).</source>
   <translation>Eine Matrix (out, rest) mit orthonormalen Zeilen oder Spalten, je nachdem, wovon es weniger gibt (Saxe et al. 2014).</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/initialisers/orthogonal.py" />
   <source>Factor on the matrix.</source>
   <translation>Faktor auf der Matrix.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/initialisers/orthogonal.py" />
   <source>Gain</source>
   <translation>Verstärkung</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/initialisers/plain.py" />
   <source>0 for every weight: all units of a layer then stay alike.</source>
   <translation>0 für jedes Gewicht: Alle Einheiten einer Schicht bleiben dann gleich.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/initialisers/plain.py" />
   <source>1 for every weight.</source>
   <translation>1 für jedes Gewicht.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/initialisers/plain.py" />
   <source>A normal distribution restricted to [a, b], drawn by the inverse of its distribution function.</source>
   <translation>Eine auf [a, b] beschränkte Normalverteilung, gezogen über die Umkehrung ihrer Verteilungsfunktion.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/initialisers/plain.py" />
   <source>A normal distribution.</source>
   <translation>Eine Normalverteilung.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/initialisers/plain.py" />
   <source>A uniform distribution over [a, b].</source>
   <translation>Eine Gleichverteilung über [a, b].</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/initialisers/plain.py" />
   <source>Lower bound.</source>
   <translation>Untere Grenze.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/initialisers/plain.py" />
   <source>Mean</source>
   <translation>Mittelwert</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/initialisers/plain.py" />
   <source>Mean before the restriction.</source>
   <translation>Mittelwert vor der Beschränkung.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/initialisers/plain.py" />
   <source>Mean.</source>
   <translation>Mittelwert.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/initialisers/plain.py" />
   <source>One value for every weight.</source>
   <translation>Ein Wert für jedes Gewicht.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/initialisers/plain.py" />
   <source>Standard deviation before the restriction.</source>
   <translation>Standardabweichung vor der Beschränkung.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/initialisers/plain.py" />
   <source>Standard deviation.</source>
   <translation>Standardabweichung.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/initialisers/plain.py" />
   <source>The value.</source>
   <translation>Der Wert.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/initialisers/plain.py" />
   <source>Upper bound.</source>
   <translation>Obere Grenze.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/initialisers/scaled.py" />
   <source>A normal distribution scaled by inputs and outputs (Glorot and Bengio 2010).</source>
   <translation>Eine nach Eingaben und Ausgaben skalierte Normalverteilung (Glorot und Bengio 2010).</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/initialisers/scaled.py" />
   <source>A normal distribution scaled by inputs or outputs (He et al. 2015).</source>
   <translation>Eine nach Eingaben oder Ausgaben skalierte Normalverteilung (He et al. 2015).</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/initialisers/scaled.py" />
   <source>A uniform distribution scaled by inputs and outputs (Glorot and Bengio 2010).</source>
   <translation>Eine nach Eingaben und Ausgaben skalierte Gleichverteilung (Glorot und Bengio 2010).</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/initialisers/scaled.py" />
   <source>A uniform distribution scaled by inputs or outputs (He et al. 2015).</source>
   <translation>Eine nach Eingaben oder Ausgaben skalierte Gleichverteilung (He et al. 2015).</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/initialisers/scaled.py" />
   <source>Factor on the bound.</source>
   <translation>Faktor auf der Grenze.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/initialisers/scaled.py" />
   <source>Factor on the deviation.</source>
   <translation>Faktor auf der Abweichung.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/initialisers/scaled.py" />
   <source>Keep the variance forward (in) or backward (out).</source>
   <translation>Die Varianz vorwärts (in) oder rückwärts (out) erhalten.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/initialisers/scaled.py" />
   <source>Negative slope of the leaky ReLU that follows.</source>
   <translation>Negative Steigung der Leaky ReLU, die folgt.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/initialisers/scaled.py" />
   <source>The activation that follows.</source>
   <translation>Die Aktivierung, die folgt.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/losses/bce.py" />
   <source>The binary cross-entropy of logits, with targets t from 0 to 1, averaged over all outputs.</source>
   <translation>Die binäre Kreuzentropie von Logits mit Zielwerten t von 0 bis 1, gemittelt über alle Ausgaben.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/losses/bce.py" />
   <source>Weight of the positive class: one for all outputs, one an output, or none.</source>
   <translation>Gewicht der positiven Klasse: eines für alle Ausgaben, eines je Ausgabe oder keines.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/losses/cross_entropy.py" />
   <source>Class whose items count for nothing, such as the filling of sequences.</source>
   <translation>Klasse, deren Einträge nicht zählen, etwa die Auffüllung von Folgen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/losses/cross_entropy.py" />
   <source>Ignore index</source>
   <translation>Übergangene Klasse</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/losses/cross_entropy.py" />
   <source>Label smoothing</source>
   <translation>Label Smoothing</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/losses/cross_entropy.py" />
   <source>Share of the target spread evenly over all classes.</source>
   <translation>Anteil des Ziels, der gleichmäßig auf alle Klassen verteilt wird.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/losses/cross_entropy.py" />
   <source>The cross-entropy of logits against classes, as PyTorch's with reduction "mean".</source>
   <translation>Die Kreuzentropie von Logits gegen Klassen, wie die von PyTorch mit reduction "mean".</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/losses/cross_entropy.py" />
   <source>Weight</source>
   <translation>Gewicht</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/losses/cross_entropy.py" />
   <source>Weight of each class, or none: rare classes may count more.</source>
   <translation>Gewicht jeder Klasse, oder keines: Seltene Klassen dürfen mehr zählen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/losses/nll.py" />
   <source>The negative log-likelihood of log-probabilities: put a LogSoftmax before it.</source>
   <translation>Die negative Log-Likelihood von logarithmierten Wahrscheinlichkeiten: davor gehört ein LogSoftmax.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/losses/regression.py" />
   <source>Delta</source>
   <translation>Delta</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/losses/regression.py" />
   <source>Error below which the loss is quadratic.</source>
   <translation>Fehler, unter dem der Verlust quadratisch ist.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/losses/regression.py" />
   <source>The mean absolute error over all outputs; the slope at 0 is 0.</source>
   <translation>Der mittlere absolute Fehler über alle Ausgaben; die Steigung bei 0 ist 0.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/losses/regression.py" />
   <source>The mean of errors e that is quadratic near 0 and absolute beyond β (Girshick 2015).</source>
   <translation>Das Mittel von Fehlern e, quadratisch nahe 0 und absolut jenseits von β (Girshick 2015).</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/losses/regression.py" />
   <source>The mean of errors e that is quadratic near 0 and linear beyond δ (Huber 1964).</source>
   <translation>Das Mittel von Fehlern e, quadratisch nahe 0 und linear jenseits von δ (Huber 1964).</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/losses/regression.py" />
   <source>The mean squared error over all outputs.</source>
   <translation>Der mittlere quadratische Fehler über alle Ausgaben.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/metrics/accuracy.py" />
   <source>Accuracy</source>
   <translation>Genauigkeit</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/metrics/accuracy.py" />
   <source>The share of items whose class is predicted, hits / items, from 0 to 1; higher is better.</source>
   <translation>Der Anteil der Einträge, deren Klasse vorhergesagt wird, Treffer / Einträge, von 0 bis 1; höher ist besser.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/metrics/accuracy.py" />
   <source>acc</source>
   <translation>Gen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/metrics/bits_per_character.py" />
   <source>Bits per character</source>
   <translation>Bits je Zeichen</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/metrics/bits_per_character.py" />
   <source>The mean of −log2 p over the positions, from 0, in bits; lower is better.</source>
   <translation>Das Mittel von −log2 p über die Stellen, ab 0, in Bits; niedriger ist besser.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/metrics/bits_per_character.py" />
   <source>bits/char</source>
   <translation>Bits/Z.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/metrics/confusion_matrix.py" />
   <source>Confusion matrix</source>
   <translation>Verwechslungsmatrix</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/metrics/confusion_matrix.py" />
   <source>The number of items of each class (row) by the class that was predicted (column), whole numbers from 0.</source>
   <translation>Die Anzahl der Einträge jeder Klasse (Zeile) nach der vorhergesagten Klasse (Spalte), ganze Zahlen ab 0.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/metrics/confusion_matrix.py" />
   <source>confusion</source>
   <translation>Verwechslung</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/metrics/f1.py" />
   <source>Average</source>
   <translation>Mittelung</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/metrics/f1.py" />
   <source>F1</source>
   <translation>F1</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/metrics/f1.py" />
   <source>The harmonic mean of precision and recall, 2 TP / (2 TP + FP + FN), from 0 to 1; higher is better.</source>
   <translation>Das harmonische Mittel von Precision und Recall, 2 TP / (2 TP + FP + FN), von 0 bis 1; höher ist besser.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/metrics/f1.py" />
   <source>The value where the denominator is 0; nan leaves the class out.</source>
   <translation>Der Wert, wo der Nenner 0 ist; nan lässt die Klasse aus.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/metrics/f1.py" />
   <source>Zero division</source>
   <translation>Bei Nenner 0</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/metrics/f1.py" />
   <source>macro: the mean of the classes; micro: of all counts together; weighted: the mean by the classes' items; binary: of class 1 alone, where there are two.</source>
   <translation>macro: das Mittel der Klassen; micro: aus allen Anzahlen zusammen; weighted: das Mittel nach den Einträgen der Klassen; binary: allein von Klasse 1, wo es zwei gibt.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/metrics/log_loss.py" />
   <source>Log loss</source>
   <translation>Log-Verlust</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/metrics/log_loss.py" />
   <source>The mean of −log p, p the probability that was given to the target, from 0, in nats; lower is better.</source>
   <translation>Das Mittel von −log p, p die Wahrscheinlichkeit, die das Ziel bekam, ab 0, in Nats; niedriger ist besser.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/metrics/log_loss.py" />
   <source>log loss</source>
   <translation>Log-Verlust</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/metrics/loss.py" />
   <source>The mean of the run's loss over the examples, from 0 for most losses; lower is better.</source>
   <translation>Das Mittel des Verlusts des Laufs über die Beispiele, für die meisten Verluste ab 0; niedriger ist besser.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/metrics/loss.py" />
   <source>loss</source>
   <translation>Verlust</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/metrics/mae.py" />
   <source>MAE</source>
   <translation>MAE</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/metrics/mae.py" />
   <source>The mean absolute error, mean |x − t|, from 0, in the targets' unit; lower is better.</source>
   <translation>Der mittlere absolute Fehler, Mittel |x − t|, ab 0, in der Einheit der Zielwerte; niedriger ist besser.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/metrics/mape.py" />
   <source>MAPE</source>
   <translation>MAPE</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/metrics/mape.py" />
   <source>The mean absolute percentage error, mean |x − t| / max(|t|, ε), from 0, a share of the target; lower is better.</source>
   <translation>Der mittlere absolute prozentuale Fehler, Mittel |x − t| / max(|t|, ε), ab 0, ein Anteil des Ziels; niedriger ist besser.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/metrics/perplexity.py" />
   <source>Perplexity</source>
   <translation>Perplexität</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/metrics/perplexity.py" />
   <source>The exponential of the mean of −log p over the positions, from 1; lower is better.</source>
   <translation>Die Exponentialfunktion des Mittels von −log p über die Stellen, ab 1; niedriger ist besser.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/metrics/perplexity.py" />
   <source>perplexity</source>
   <translation>Perplexität</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/metrics/precision.py" />
   <source>The share of predictions of a class that are right, TP / (TP + FP), from 0 to 1; higher is better.</source>
   <translation>Der Anteil der Vorhersagen einer Klasse, die richtig sind, TP / (TP + FP), von 0 bis 1; höher ist besser.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/metrics/precision.py" />
   <source>precision</source>
   <translation>Precision</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/metrics/r2.py" />
   <source>R²</source>
   <translation>R²</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/metrics/r2.py" />
   <source>The coefficient of determination R², 1 − Σ (x − t)² / Σ (t − mean t)², at most 1; higher is better.</source>
   <translation>Das Bestimmtheitsmaß R², 1 − Σ (x − t)² / Σ (t − Mittel t)², höchstens 1; höher ist besser.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/metrics/recall.py" />
   <source>Recall</source>
   <translation>Recall</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/metrics/recall.py" />
   <source>The share of a class's items that are found, TP / (TP + FN), from 0 to 1; higher is better.</source>
   <translation>Der Anteil der Einträge einer Klasse, die gefunden werden, TP / (TP + FN), von 0 bis 1; höher ist besser.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/metrics/recall.py" />
   <source>recall</source>
   <translation>Recall</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/metrics/rmse.py" />
   <source>RMSE</source>
   <translation>RMSE</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/metrics/rmse.py" />
   <source>The root mean squared error, √ mean (x − t)², from 0, in the targets' unit; lower is better.</source>
   <translation>Die Wurzel des mittleren quadratischen Fehlers, √ Mittel (x − t)², ab 0, in der Einheit der Zielwerte; niedriger ist besser.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/metrics/roc_auc.py" />
   <source>AUC</source>
   <translation>AUC</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/metrics/roc_auc.py" />
   <source>ROC AUC</source>
   <translation>ROC AUC</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/metrics/roc_auc.py" />
   <source>The area under the ROC curve, from 0 to 1, 0.5 for chance; higher is better.</source>
   <translation>Die Fläche unter der ROC-Kurve, von 0 bis 1, 0,5 für Zufall; höher ist besser.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/metrics/top_k_accuracy.py" />
   <source>How many of the largest outputs may hold the class.</source>
   <translation>Wie viele der größten Ausgaben die Klasse enthalten dürfen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/metrics/top_k_accuracy.py" />
   <source>The share of items whose class is among the k largest outputs, hits / items, from 0 to 1; higher is better.</source>
   <translation>Der Anteil der Einträge, deren Klasse unter den k größten Ausgaben ist, Treffer / Einträge, von 0 bis 1; höher ist besser.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/metrics/top_k_accuracy.py" />
   <source>Top-k accuracy</source>
   <translation>Top-k-Genauigkeit</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/metrics/top_k_accuracy.py" />
   <source>top-k</source>
   <translation>Top-k</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/batch_norm.py" />
   <source>Added to the variance for stability.</source>
   <translation>Wird der Stabilität wegen zur Varianz addiert.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/batch_norm.py" />
   <source>Affine</source>
   <translation>Affin</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/batch_norm.py" />
   <source>Bias</source>
   <translation>Bias</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/batch_norm.py" />
   <source>Evaluate with running statistics, not with those of what is evaluated.</source>
   <translation>Mit laufenden Statistiken auswerten, nicht mit denen des Ausgewerteten.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/batch_norm.py" />
   <source>Have a trained shift beside the scale.</source>
   <translation>Eine trainierte Verschiebung neben der Skalierung haben.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/batch_norm.py" />
   <source>Momentum</source>
   <translation>Momentum</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/batch_norm.py" />
   <source>Scale and shift each channel by trained parameters.</source>
   <translation>Jeden Kanal mit trainierten Parametern skalieren und verschieben.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/batch_norm.py" />
   <source>Share of a new batch in the running statistics; cumulative (or None) is their plain mean.</source>
   <translation>Anteil eines neuen Batches an den laufenden Statistiken; cumulative (oder None) ist ihr einfaches Mittel.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/batch_norm.py" />
   <source>The normalisation of each channel of images (C, H, W) over the mini-batch and all pixels.</source>
   <translation>Die Normierung jedes Kanals von Bildern (C, H, W) über den Mini-Batch und alle Pixel.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/batch_norm.py" />
   <source>The normalisation of features (C) or channels (C, L) over the mini-batch (Ioffe and Szegedy 2015).</source>
   <translation>Die Normierung von Merkmalen (C) oder Kanälen (C, L) über den Mini-Batch (Ioffe und Szegedy 2015).</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/batch_norm.py" />
   <source>Track running stats</source>
   <translation>Statistiken mitführen</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/conv.py" />
   <source>Add a trainable offset to each channel.</source>
   <translation>Jedem Kanal einen trainierbaren Versatz geben.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/conv.py" />
   <source>Dilation</source>
   <translation>Spreizung</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/conv.py" />
   <source>Distance between the points of a filter.</source>
   <translation>Abstand zwischen den Punkten eines Filters.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/conv.py" />
   <source>How initial weights are drawn; none is PyTorch's default.</source>
   <translation>Wie die Anfangsgewichte gezogen werden; none ist die Vorgabe von PyTorch.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/conv.py" />
   <source>Kernel size</source>
   <translation>Filtergröße</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/conv.py" />
   <source>Number of filters, each of which makes one channel.</source>
   <translation>Anzahl der Filter, von denen jeder einen Kanal macht.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/conv.py" />
   <source>Out channels</source>
   <translation>Ausgabekanäle</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/conv.py" />
   <source>Padding</source>
   <translation>Auffüllung</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/conv.py" />
   <source>Size of the filters.</source>
   <translation>Größe der Filter.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/conv.py" />
   <source>Split the channels into this many parts that do not mix.</source>
   <translation>Die Kanäle in so viele Teile trennen, die sich nicht mischen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/conv.py" />
   <source>Steps between neighbouring positions of a filter.</source>
   <translation>Schritte zwischen benachbarten Stellungen eines Filters.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/conv.py" />
   <source>Stride</source>
   <translation>Schrittweite</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/conv.py" />
   <source>The convolution of images with trained filters.</source>
   <translation>Die Faltung von Bildern mit trainierten Filtern.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/conv.py" />
   <source>The convolution of sequences, channels first, with trained filters.</source>
   <translation>Die Faltung von Folgen, Kanäle zuerst, mit trainierten Filtern.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/conv.py" />
   <source>Zeros added at each border; "valid" adds none, "same" keeps the size at stride 1.</source>
   <translation>Nullen, die an jedem Rand dazukommen; "valid" fügt keine an, "same" hält die Größe bei Schrittweite 1.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/dropout.py" />
   <source>Numbers set to 0 with probability p while training, the rest scaled by 1/(1−p) (Srivastava et al. 2014).</source>
   <translation>Zahlen, die beim Training mit Wahrscheinlichkeit p auf 0 gesetzt werden, der Rest skaliert mit 1/(1−p) (Srivastava et al. 2014).</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/dropout.py" />
   <source>Probability that a channel is dropped.</source>
   <translation>Wahrscheinlichkeit, dass ein Kanal wegfällt.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/dropout.py" />
   <source>Probability that a number is dropped.</source>
   <translation>Wahrscheinlichkeit, dass eine Zahl wegfällt.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/dropout.py" />
   <source>Whole channels of an image set to 0 with probability p while training (Tompson et al. 2015).</source>
   <translation>Ganze Kanäle eines Bildes, die beim Training mit Wahrscheinlichkeit p auf 0 gesetzt werden (Tompson et al. 2015).</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/elu.py" />
   <source>Alpha</source>
   <translation>Alpha</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/elu.py" />
   <source>The ELU whose two constants keep mean 0 and variance 1 (Klambauer et al. 2017).</source>
   <translation>Die ELU, deren zwei Konstanten Mittel 0 und Varianz 1 erhalten (Klambauer et al. 2017).</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/elu.py" />
   <source>The exponential linear unit (Clevert et al. 2016).</source>
   <translation>Die exponentielle lineare Einheit (Clevert et al. 2016).</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/elu.py" />
   <source>The exponential linear unit with a continuous derivative (Barron 2017).</source>
   <translation>Die exponentielle lineare Einheit mit stetiger Ableitung (Barron 2017).</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/elu.py" />
   <source>Value that is approached towards minus infinity, negated.</source>
   <translation>Wert, der gegen minus unendlich angenähert wird, mit umgekehrtem Vorzeichen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/embedding.py" />
   <source>A trained vector for each token number.</source>
   <translation>Ein trainierter Vektor für jede Tokennummer.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/embedding.py" />
   <source>Embedding dim</source>
   <translation>Länge des Embeddings</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/embedding.py" />
   <source>How vectors are drawn; none is PyTorch's default.</source>
   <translation>Wie Vektoren gezogen werden; none ist die Vorgabe von PyTorch.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/embedding.py" />
   <source>Length of a vector.</source>
   <translation>Länge eines Vektors.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/embedding.py" />
   <source>Number of tokens.</source>
   <translation>Anzahl der Tokens.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/embedding.py" />
   <source>The token that only fills up: its vector is not trained.</source>
   <translation>Das Token, das nur auffüllt: Sein Vektor wird nicht trainiert.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/flatten.py" />
   <source>End dim</source>
   <translation>Letzte Achse</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/flatten.py" />
   <source>First axis to flatten; 0 is the batch.</source>
   <translation>Erste Achse, die zusammengelegt wird; 0 ist der Batch.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/flatten.py" />
   <source>Last axis to flatten; -1 is the last.</source>
   <translation>Letzte Achse, die zusammengelegt wird; -1 ist die letzte.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/flatten.py" />
   <source>Start dim</source>
   <translation>Erste Achse</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/flatten.py" />
   <source>The axes from ``start_dim`` to ``end_dim`` joined into one, in PyTorch's order (channel, row, column).</source>
   <translation>Die Achsen von ``start_dim`` bis ``end_dim`` zu einer zusammengelegt, in der Reihenfolge von PyTorch (Kanal, Zeile, Spalte).</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/gelu.py" />
   <source>Approximate</source>
   <translation>Näherung</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/gelu.py" />
   <source>Exact, or the paper's formula with tanh.</source>
   <translation>Genau, oder die Formel der Arbeit mit tanh.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/gelu.py" />
   <source>The Gaussian error linear unit, exact or in its tanh form (Hendrycks and Gimpel 2016).</source>
   <translation>Die Gaußsche lineare Fehlereinheit, genau oder in der Form mit tanh (Hendrycks und Gimpel 2016).</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/hardswish.py" />
   <source>The SiLU of straight lines (Howard et al. 2019); at ±3 the slope is the outer one.</source>
   <translation>Die SiLU aus Geradenstücken (Howard et al. 2019); bei ±3 gilt die äußere Steigung.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/hardswish.py" />
   <source>The sigmoid of straight lines; the slope at ±3 is ``training.kink`` / 6.</source>
   <translation>Die Sigmoidfunktion aus Geradenstücken; die Steigung bei ±3 ist ``training.kink`` / 6.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/hardtanh.py" />
   <source>Lower bound of the output.</source>
   <translation>Untere Grenze der Ausgabe.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/hardtanh.py" />
   <source>The identity clamped to [min_val, max_val]; the slope at either end is ``training.kink`` (Collobert 2004).</source>
   <translation>Die Identität, beschränkt auf [min_val, max_val]; die Steigung an beiden Enden ist ``training.kink`` (Collobert 2004).</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/hardtanh.py" />
   <source>The rectifier clamped to at most 6; the slope at either end is ``training.kink`` (Krizhevsky 2010).</source>
   <translation>Der Gleichrichter, beschränkt auf höchstens 6; die Steigung an beiden Enden ist ``training.kink`` (Krizhevsky 2010).</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/hardtanh.py" />
   <source>Upper bound of the output.</source>
   <translation>Obere Grenze der Ausgabe.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/identity.py" />
   <source>The input itself; it costs nothing.</source>
   <translation>Die Eingabe selbst; sie kostet nichts.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/layer_norm.py" />
   <source>Added to the mean square; none is the precision's epsilon.</source>
   <translation>Wird zum mittleren Quadrat addiert; none ist das Epsilon der Zahlengenauigkeit.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/layer_norm.py" />
   <source>Elementwise affine</source>
   <translation>Elementweise affin</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/layer_norm.py" />
   <source>Groups into which the channels are divided.</source>
   <translation>Gruppen, in die die Kanäle geteilt werden.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/layer_norm.py" />
   <source>Normalized shape</source>
   <translation>Normierte Form</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/layer_norm.py" />
   <source>Scale (and shift) by trained parameters.</source>
   <translation>Mit trainierten Parametern skalieren (und verschieben).</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/layer_norm.py" />
   <source>Scale by trained parameters.</source>
   <translation>Mit trainierten Parametern skalieren.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/layer_norm.py" />
   <source>Sizes of the last axes to normalise; empty is the last one.</source>
   <translation>Größen der letzten Achsen, die normiert werden; leer ist die letzte.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/layer_norm.py" />
   <source>The last axes of each example over their root mean square, scaled (Zhang and Sennrich 2019).</source>
   <translation>Die letzten Achsen jedes Beispiels durch ihr quadratisches Mittel, skaliert (Zhang und Sennrich 2019).</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/layer_norm.py" />
   <source>The normalisation of groups of channels of each example over all positions (Wu and He 2018).</source>
   <translation>Die Normierung von Kanalgruppen jedes Beispiels über alle Stellen (Wu und He 2018).</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/layer_norm.py" />
   <source>The normalisation of the last axes of each example, scaled and shifted (Ba et al. 2016).</source>
   <translation>Die Normierung der letzten Achsen jedes Beispiels, skaliert und verschoben (Ba et al. 2016).</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/leaky_relu.py" />
   <source>Negative slope</source>
   <translation>Negative Steigung</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/leaky_relu.py" />
   <source>Slope where the input is negative.</source>
   <translation>Steigung, wo die Eingabe negativ ist.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/leaky_relu.py" />
   <source>The rectifier with a small slope below 0 (Maas et al. 2013).</source>
   <translation>Der Gleichrichter mit kleiner Steigung unter 0 (Maas et al. 2013).</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/linear.py" />
   <source>Add a trainable offset to each output.</source>
   <translation>Jeder Ausgabe einen trainierbaren Versatz geben.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/linear.py" />
   <source>An affine map of the last axis.</source>
   <translation>Eine affine Abbildung der letzten Achse.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/linear.py" />
   <source>Number of outputs (units).</source>
   <translation>Anzahl der Ausgaben (Einheiten).</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/linear.py" />
   <source>Out features</source>
   <translation>Ausgabemerkmale</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/mish.py" />
   <source>A smooth activation that dips below 0 (Misra 2019).</source>
   <translation>Eine glatte Aktivierung, die unter 0 taucht (Misra 2019).</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/pool.py" />
   <source>Ceil mode</source>
   <translation>Aufrunden</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/pool.py" />
   <source>Count include pad</source>
   <translation>Auffüllung mitzählen</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/pool.py" />
   <source>Count the padding's zeros as points of the mean.</source>
   <translation>Die Nullen der Auffüllung als Punkte des Mittels zählen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/pool.py" />
   <source>Distance between the points of a window.</source>
   <translation>Abstand zwischen den Punkten eines Fensters.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/pool.py" />
   <source>Divide the sum by this number instead; 0 divides by the points.</source>
   <translation>Die Summe stattdessen durch diese Zahl teilen; 0 teilt durch die Punkte.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/pool.py" />
   <source>Divisor override</source>
   <translation>Eigener Teiler</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/pool.py" />
   <source>Keep a last window that reaches over the border.</source>
   <translation>Ein letztes Fenster behalten, das über den Rand reicht.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/pool.py" />
   <source>Means over windows chosen so that the output has a given size; they may overlap by one.</source>
   <translation>Mittel über Fenster, die so gewählt sind, dass die Ausgabe eine gegebene Größe hat; sie dürfen um eins überlappen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/pool.py" />
   <source>Output size</source>
   <translation>Ausgabegröße</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/pool.py" />
   <source>Rows and columns added at each border, at most half a window.</source>
   <translation>Zeilen und Spalten, die an jedem Rand dazukommen, höchstens ein halbes Fenster.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/pool.py" />
   <source>Rows and columns of the output; 0 (or None) keeps the input's.</source>
   <translation>Zeilen und Spalten der Ausgabe; 0 (oder None) behält die der Eingabe.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/pool.py" />
   <source>Size of the windows.</source>
   <translation>Größe der Fenster.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/pool.py" />
   <source>Steps between windows; none is the window's size.</source>
   <translation>Schritte zwischen Fenstern; none ist die Größe des Fensters.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/pool.py" />
   <source>The largest number of each window; the first of equals gets the gradient.</source>
   <translation>Die größte Zahl jedes Fensters; von gleichen bekommt die erste den Gradienten.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/pool.py" />
   <source>The mean of each window.</source>
   <translation>Das Mittel jedes Fensters.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/prelu.py" />
   <source>Initial slope where the input is negative.</source>
   <translation>Anfängliche Steigung, wo die Eingabe negativ ist.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/prelu.py" />
   <source>One slope for all, or one a channel.</source>
   <translation>Eine Steigung für alle, oder eine je Kanal.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/prelu.py" />
   <source>The rectifier whose slope below 0 is trained (He et al. 2015).</source>
   <translation>Der Gleichrichter, dessen Steigung unter 0 trainiert wird (He et al. 2015).</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/recurrent.py" />
   <source>A recurrent layer whose state is renewed through gates (Cho et al. 2014), as PyTorch and cuDNN compute it.</source>
   <translation>Eine rekurrente Schicht, deren Zustand durch Tore erneuert wird (Cho et al. 2014), wie PyTorch und cuDNN sie rechnen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/recurrent.py" />
   <source>A recurrent layer with a gated cell beside its state (Hochreiter and Schmidhuber 1997; Gers et al. 2000).</source>
   <translation>Eine rekurrente Schicht mit einer Zelle mit Toren neben ihrem Zustand (Hochreiter und Schmidhuber 1997; Gers et al. 2000).</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/recurrent.py" />
   <source>A recurrent layer with one state (Elman 1990).</source>
   <translation>Eine rekurrente Schicht mit einem Zustand (Elman 1990).</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/recurrent.py" />
   <source>Add trainable offsets.</source>
   <translation>Trainierbare Versätze dazugeben.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/recurrent.py" />
   <source>Also read the sequence backwards and join both.</source>
   <translation>Die Folge auch rückwärts lesen und beides verbinden.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/recurrent.py" />
   <source>Bidirectional</source>
   <translation>In beide Richtungen</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/recurrent.py" />
   <source>Dropout</source>
   <translation>Dropout</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/recurrent.py" />
   <source>Hidden size</source>
   <translation>Größe des Zustands</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/recurrent.py" />
   <source>Layers stacked on one another.</source>
   <translation>Übereinandergestapelte Schichten.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/recurrent.py" />
   <source>Nonlinearity</source>
   <translation>Nichtlinearität</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/recurrent.py" />
   <source>Numbers in the hidden state.</source>
   <translation>Zahlen im verborgenen Zustand.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/recurrent.py" />
   <source>Return every hidden state; off returns the last one.</source>
   <translation>Jeden verborgenen Zustand ausgeben; aus gibt den letzten aus.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/recurrent.py" />
   <source>Return sequence</source>
   <translation>Ganze Folge ausgeben</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/recurrent.py" />
   <source>Share of each layer's outputs dropped on the way to the next one.</source>
   <translation>Anteil der Ausgaben jeder Schicht, der auf dem Weg zur nächsten wegfällt.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/recurrent.py" />
   <source>What is applied to each new state.</source>
   <translation>Was auf jeden neuen Zustand angewandt wird.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/relu.py" />
   <source>The rectified linear unit; the subgradient at 0 is ``training.kink`` (Nair and Hinton 2010).</source>
   <translation>Die gleichgerichtete lineare Einheit; der Subgradient bei 0 ist ``training.kink`` (Nair und Hinton 2010).</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/residual.py" />
   <source>A list of layers with a shortcut around them.</source>
   <translation>Eine Liste von Schichten mit einer Abkürzung um sie herum.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/residual.py" />
   <source>Batch norm</source>
   <translation>Batch-Norm</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/residual.py" />
   <source>Normalise a projection over the batch.</source>
   <translation>Eine Projektion über den Batch normieren.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/residual.py" />
   <source>Shortcut</source>
   <translation>Abkürzung</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/residual.py" />
   <source>The layers that the shortcut goes around.</source>
   <translation>Die Schichten, um die die Abkürzung führt.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/residual.py" />
   <source>What is added: the input, the input thinned and padded with zeros, or a 1×1 convolution of it.</source>
   <translation>Was addiert wird: die Eingabe, die ausgedünnte und mit Nullen aufgefüllte Eingabe oder eine 1×1-Faltung davon.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/shrink.py" />
   <source>How far inputs are moved towards 0.</source>
   <translation>Wie weit Eingaben gegen 0 verschoben werden.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/shrink.py" />
   <source>Inputs up to this size become 0.</source>
   <translation>Eingaben bis zu dieser Größe werden 0.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/shrink.py" />
   <source>The identity outside of ± lambd, 0 inside; the slope at ± lambd is ``training.kink``.</source>
   <translation>Die Identität außerhalb von ± lambd, 0 innerhalb; die Steigung bei ± lambd ist ``training.kink``.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/shrink.py" />
   <source>The input moved towards 0 by lambd, where it stops; the slope at ± lambd is ``training.kink``.</source>
   <translation>Die Eingabe um lambd gegen 0 verschoben, wo sie stehen bleibt; die Steigung bei ± lambd ist ``training.kink``.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/sigmoid.py" />
   <source>The logarithm of the logistic function.</source>
   <translation>Der Logarithmus der logistischen Funktion.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/sigmoid.py" />
   <source>The logistic function.</source>
   <translation>Die logistische Funktion.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/silu.py" />
   <source>The input times its logistic function (Elfwing et al. 2017; Ramachandran et al. 2017).</source>
   <translation>Die Eingabe mal ihrer logistischen Funktion (Elfwing et al. 2017; Ramachandran et al. 2017).</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/softmax.py" />
   <source>Axis, counted as PyTorch does: 0 is the batch, 1 features or channels, -1 the last.</source>
   <translation>Achse, gezählt wie in PyTorch: 0 ist der Batch, 1 Merkmale oder Kanäle, -1 die letzte.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/softmax.py" />
   <source>Logarithms of probabilities from logits along an axis, as NLLLoss takes them.</source>
   <translation>Logarithmen von Wahrscheinlichkeiten aus Logits entlang einer Achse, wie NLLLoss sie nimmt.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/softmax.py" />
   <source>Probabilities from logits along an axis.</source>
   <translation>Wahrscheinlichkeiten aus Logits entlang einer Achse.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/softplus.py" />
   <source>A smooth rectifier (Dugas et al. 2001).</source>
   <translation>Ein glatter Gleichrichter (Dugas et al. 2001).</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/softplus.py" />
   <source>Beta</source>
   <translation>Beta</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/softplus.py" />
   <source>Beyond this the function is linear.</source>
   <translation>Jenseits davon ist die Funktion linear.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/softplus.py" />
   <source>Sharpness of the bend.</source>
   <translation>Schärfe der Biegung.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/softplus.py" />
   <source>Threshold</source>
   <translation>Schwelle</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/softsign.py" />
   <source>A sigmoid with slow tails (Turian et al. 2009).</source>
   <translation>Eine Sigmoidfunktion mit langsamen Ausläufern (Turian et al. 2009).</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/tanh.py" />
   <source>The hyperbolic tangent.</source>
   <translation>Der Tangens hyperbolicus.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/tanh.py" />
   <source>The input minus its hyperbolic tangent.</source>
   <translation>Die Eingabe minus ihren Tangens hyperbolicus.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/threshold.py" />
   <source>Inputs up to this are replaced.</source>
   <translation>Eingaben bis zu diesem Wert werden ersetzt.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/threshold.py" />
   <source>The input above a threshold, ``value`` elsewhere; the slope at the threshold is ``training.kink``.</source>
   <translation>Die Eingabe über einer Schwelle, sonst ``value``; die Steigung an der Schwelle ist ``training.kink``.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/threshold.py" />
   <source>What replaces them.</source>
   <translation>Was sie ersetzt.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/ops/transpose.py" />
   <source>The two axes of a sequence exchanged: (time, features), as recurrent layers read it, and (channels, length).</source>
   <translation>Die zwei Achsen einer Folge vertauscht: (Zeit, Merkmale), wie rekurrente Schichten sie lesen, und (Kanäle, Länge).</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/adadelta.py" />
   <source>Adadelta: steps scaled by past steps</source>
   <translation>Adadelta: Schritte, skaliert durch frühere Schritte</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/adadelta.py" />
   <source>Added under both roots for stability.</source>
   <translation>Wird der Stabilität wegen unter beiden Wurzeln addiert.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/adadelta.py" />
   <source>Ascend: make the loss as large as possible instead of as small.</source>
   <translation>Aufsteigen: den Verlust so groß wie möglich machen statt so klein.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/adadelta.py" />
   <source>Decay of both running means of squares.</source>
   <translation>Abklingen beider laufenden Mittel von Quadraten.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/adadelta.py" />
   <source>Factor on the step, 1 in the paper.</source>
   <translation>Faktor auf dem Schritt, in der Arbeit 1.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/adadelta.py" />
   <source>Maximize</source>
   <translation>Maximieren</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/adadelta.py" />
   <source>Share of each weight added to its gradient.</source>
   <translation>Anteil jedes Gewichts, der zu seinem Gradienten addiert wird.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/adadelta.py" />
   <source>The gradient scaled by the root mean square of past steps over that of past gradients (Zeiler 2012).</source>
   <translation>Der Gradient, skaliert mit dem quadratischen Mittel früherer Schritte durch das früherer Gradienten (Zeiler 2012).</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/adadelta.py" />
   <source>Weight decay</source>
   <translation>Gewichtsabnahme</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/adafactor.py" />
   <source>Adafactor: a factored second moment</source>
   <translation>Adafactor: ein zerlegtes zweites Moment</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/adafactor.py" />
   <source>Beta2 decay</source>
   <translation>Abklingen von Beta2</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/adafactor.py" />
   <source>Bound on the root mean square of a step before it is scaled.</source>
   <translation>Grenze für das quadratische Mittel eines Schritts, bevor er skaliert wird.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/adafactor.py" />
   <source>Bounds from below on the second moment's root (0: the precision's) and on RMS(θ).</source>
   <translation>Untere Grenzen für die Wurzel des zweiten Moments (0: die der Zahlengenauigkeit) und für RMS(θ).</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/adafactor.py" />
   <source>Largest size of a step, relative to the weights.</source>
   <translation>Größter Schritt, im Verhältnis zu den Gewichten.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/adafactor.py" />
   <source>Power of the step in the fresh share of the second moment.</source>
   <translation>Potenz des Schritts im frischen Anteil des zweiten Moments.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/adafactor.py" />
   <source>Steps scaled by a second moment that is a row times a column (Shazeer and Stern 2018).</source>
   <translation>Schritte, skaliert mit einem zweiten Moment, das eine Zeile mal eine Spalte ist (Shazeer und Stern 2018).</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/adafactor.py" />
   <source>The weights shrink by lr × this share each step.</source>
   <translation>Die Gewichte schrumpfen in jedem Schritt um lr × diesen Anteil.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/adagrad.py" />
   <source>Adagrad: a rate for each parameter, falling with its past gradients</source>
   <translation>Adagrad: eine Rate je Parameter, die mit seinen früheren Gradienten fällt</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/adagrad.py" />
   <source>Added to the denominator for stability.</source>
   <translation>Wird der Stabilität wegen zum Nenner addiert.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/adagrad.py" />
   <source>Initial accumulator value</source>
   <translation>Anfangswert der Summe</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/adagrad.py" />
   <source>Learning rate: the size of a step.</source>
   <translation>Lernrate: die Größe eines Schritts.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/adagrad.py" />
   <source>Share by which the rate falls with each step.</source>
   <translation>Anteil, um den die Rate mit jedem Schritt fällt.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/adagrad.py" />
   <source>Sum of squares before the first step.</source>
   <translation>Summe der Quadrate vor dem ersten Schritt.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/adagrad.py" />
   <source>The gradient over the root of the sum of its squares so far (Duchi, Hazan and Singer 2011).</source>
   <translation>Der Gradient durch die Wurzel der bisherigen Summe seiner Quadrate (Duchi, Hazan und Singer 2011).</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/adam.py" />
   <source>A running mean of the gradient over the root of a running mean of its square (Kingma and Ba 2015).</source>
   <translation>Ein laufendes Mittel des Gradienten durch die Wurzel eines laufenden Mittels seines Quadrats (Kingma und Ba 2015).</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/adam.py" />
   <source>Adam: adaptive moments</source>
   <translation>Adam: adaptive Momente</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/adam.py" />
   <source>Betas</source>
   <translation>Betas</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/adam.py" />
   <source>Decay of the running means of gradient and squared gradient.</source>
   <translation>Abklingen der laufenden Mittel des Gradienten und seines Quadrats.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/adam.py" />
   <source>Decoupled weight decay</source>
   <translation>Entkoppelte Gewichtsabnahme</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/adam.py" />
   <source>Divide by the largest second moment so far.</source>
   <translation>Durch das größte bisherige zweite Moment teilen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/adam.py" />
   <source>Shrink the weights themselves by lr × weight_decay.</source>
   <translation>Die Gewichte selbst um lr × weight_decay schrumpfen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/adamax.py" />
   <source>A mean gradient over a decaying maximum of the gradient's size (Kingma and Ba 2015, section 7).</source>
   <translation>Ein mittlerer Gradient durch ein abklingendes Maximum seiner Größe (Kingma und Ba 2015, Abschnitt 7).</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/adamax.py" />
   <source>Adamax: Adam with the infinity norm</source>
   <translation>Adamax: Adam mit der Maximumnorm</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/adamax.py" />
   <source>Added to the gradient's size for stability.</source>
   <translation>Wird der Stabilität wegen zur Größe des Gradienten addiert.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/adamax.py" />
   <source>Decay of the running mean and of the running maximum.</source>
   <translation>Abklingen des laufenden Mittels und des laufenden Maximums.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/adamw.py" />
   <source>Adam's step, with weights that shrink apart from it (Loshchilov and Hutter 2019).</source>
   <translation>Adams Schritt, mit Gewichten, die getrennt davon schrumpfen (Loshchilov und Hutter 2019).</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/adamw.py" />
   <source>AdamW: Adam with decoupled weight decay</source>
   <translation>AdamW: Adam mit entkoppelter Gewichtsabnahme</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/annealing.py" />
   <source>Cooling</source>
   <translation>Abkühlung</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/annealing.py" />
   <source>Deviation of a proposed move of each weight.</source>
   <translation>Abweichung eines vorgeschlagenen Zuges jedes Gewichts.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/annealing.py" />
   <source>Factor on the temperature each step.</source>
   <translation>Faktor auf der Temperatur in jedem Schritt.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/annealing.py" />
   <source>Moves proposed a step.</source>
   <translation>Vorgeschlagene Züge je Schritt.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/annealing.py" />
   <source>Proposals</source>
   <translation>Vorschläge</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/annealing.py" />
   <source>Random moves, accepted by the rule of Metropolis (Kirkpatrick, Gelatt and Vecchi 1983).</source>
   <translation>Zufällige Züge, angenommen nach der Regel von Metropolis (Kirkpatrick, Gelatt und Vecchi 1983).</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/annealing.py" />
   <source>Simulated annealing: random moves, cooling</source>
   <translation>Simulierte Abkühlung: zufällige Züge, abkühlend</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/annealing.py" />
   <source>Temperature of the first step, in units of the loss.</source>
   <translation>Temperatur des ersten Schritts, in Einheiten des Verlusts.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/asgd.py" />
   <source>ASGD: averaged gradient descent</source>
   <translation>ASGD: gemittelter Gradientenabstieg</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/asgd.py" />
   <source>Decay of the weights and of the rate.</source>
   <translation>Abklingen der Gewichte und der Rate.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/asgd.py" />
   <source>Descent at a falling rate, with an average of the points that it passes (Polyak and Juditsky 1992).</source>
   <translation>Abstieg mit fallender Rate, mit einem Mittel der durchlaufenen Punkte (Polyak und Juditsky 1992).</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/asgd.py" />
   <source>Power with which the rate falls.</source>
   <translation>Potenz, mit der die Rate fällt.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/asgd.py" />
   <source>Step at which averaging starts.</source>
   <translation>Schritt, bei dem das Mitteln beginnt.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/lbfgs.py" />
   <source>Change of loss or parameters at which a step ends.</source>
   <translation>Änderung des Verlusts oder der Parameter, bei der ein Schritt endet.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/lbfgs.py" />
   <source>History size</source>
   <translation>Gedächtnislänge</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/lbfgs.py" />
   <source>How many past pairs are remembered.</source>
   <translation>Wie viele frühere Paare behalten werden.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/lbfgs.py" />
   <source>How the length of a step is found.</source>
   <translation>Wie die Länge eines Schritts gefunden wird.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/lbfgs.py" />
   <source>L-BFGS: quasi-Newton with a short memory</source>
   <translation>L-BFGS: Quasi-Newton mit kurzem Gedächtnis</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/lbfgs.py" />
   <source>Largest gradient entry at which a step ends.</source>
   <translation>Größter Eintrag des Gradienten, bei dem ein Schritt endet.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/lbfgs.py" />
   <source>Length of a step, the first one tried by a line search.</source>
   <translation>Länge eines Schritts, der erste Versuch einer Liniensuche.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/lbfgs.py" />
   <source>Most evaluations a step; 0 is 1.25 × max_iter.</source>
   <translation>Höchstens so viele Auswertungen je Schritt; 0 ist 1,25 × max_iter.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/lbfgs.py" />
   <source>Most iterations a step.</source>
   <translation>Höchstens so viele Iterationen je Schritt.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/lbfgs.py" />
   <source>Steps along an inverse Hessian built from the last steps and gradient changes (Liu and Nocedal 1989).</source>
   <translation>Schritte entlang einer inversen Hesse-Matrix aus den letzten Schritten und Änderungen des Gradienten (Liu und Nocedal 1989).</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/lbfgs.py" />
   <source>Tolerance change</source>
   <translation>Toleranz der Änderung</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/lbfgs.py" />
   <source>Tolerance grad</source>
   <translation>Toleranz des Gradienten</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/lion.py" />
   <source>Lion: sign of the momentum</source>
   <translation>Lion: Vorzeichen des Momentums</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/lion.py" />
   <source>Share of the momentum in the step, and its decay.</source>
   <translation>Anteil des Momentums am Schritt, und sein Abklingen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/lion.py" />
   <source>Steps of one length, by the sign of a mix of momentum and gradient (Chen et al. 2023).</source>
   <translation>Schritte einer Länge, nach dem Vorzeichen einer Mischung aus Momentum und Gradient (Chen et al. 2023).</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/muon.py" />
   <source>Adamw betas</source>
   <translation>Betas von AdamW</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/muon.py" />
   <source>Adamw eps</source>
   <translation>Eps von AdamW</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/muon.py" />
   <source>Added to AdamW's denominator.</source>
   <translation>Wird zum Nenner von AdamW addiert.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/muon.py" />
   <source>Coefficients a, b, c of the Newton-Schulz iteration.</source>
   <translation>Koeffizienten a, b, c der Newton-Schulz-Iteration.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/muon.py" />
   <source>Decay of AdamW's running means.</source>
   <translation>Abklingen der laufenden Mittel von AdamW.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/muon.py" />
   <source>Decay of the running mean of the gradient.</source>
   <translation>Abklingen des laufenden Mittels des Gradienten.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/muon.py" />
   <source>How the rate follows a matrix's shape.</source>
   <translation>Wie die Rate der Form einer Matrix folgt.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/muon.py" />
   <source>Look ahead along the momentum before stepping.</source>
   <translation>Vor dem Schritt entlang des Momentums vorausschauen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/muon.py" />
   <source>Muon: orthogonalised momentum for matrices, AdamW for the rest</source>
   <translation>Muon: orthogonalisiertes Momentum für Matrizen, AdamW für den Rest</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/muon.py" />
   <source>Nesterov</source>
   <translation>Nesterov</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/muon.py" />
   <source>Newton-Schulz iterations.</source>
   <translation>Iterationen nach Newton und Schulz.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/muon.py" />
   <source>Smallest norm by which a matrix is divided.</source>
   <translation>Kleinste Norm, durch die eine Matrix geteilt wird.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/muon.py" />
   <source>Steps along each matrix's momentum, made orthogonal (Jordan et al. 2024; Liu et al. 2025).</source>
   <translation>Schritte entlang des Momentums jeder Matrix, orthogonal gemacht (Jordan et al. 2024; Liu et al. 2025).</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/nadam.py" />
   <source>Adam with Nesterov's look ahead (Dozat 2016).</source>
   <translation>Adam mit Nesterovs Blick voraus (Dozat 2016).</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/nadam.py" />
   <source>How fast the momentum rises to beta1.</source>
   <translation>Wie schnell das Momentum auf beta1 steigt.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/nadam.py" />
   <source>Momentum decay</source>
   <translation>Abklingen des Momentums</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/nadam.py" />
   <source>NAdam: Adam with Nesterov momentum</source>
   <translation>NAdam: Adam mit Nesterov-Momentum</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/perturbed_sgd.py" />
   <source>Descent with random pushes off saddle points (Jin et al. 2017, "How to escape saddle points efficiently").</source>
   <translation>Abstieg mit zufälligen Stößen weg von Sattelpunkten (Jin et al. 2017, "How to escape saddle points efficiently").</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/perturbed_sgd.py" />
   <source>Deviation of the noise added to every gradient.</source>
   <translation>Abweichung des Rauschens, das zu jedem Gradienten kommt.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/perturbed_sgd.py" />
   <source>Fewest steps between two pushes.</source>
   <translation>Mindestens so viele Schritte zwischen zwei Stößen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/perturbed_sgd.py" />
   <source>Gradient norm up to which a push is given.</source>
   <translation>Norm des Gradienten, bis zu der gestoßen wird.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/perturbed_sgd.py" />
   <source>Interval</source>
   <translation>Takt</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/perturbed_sgd.py" />
   <source>Perturbed gradient descent: pushes off saddle points</source>
   <translation>Gestörter Gradientenabstieg: stößt von Sattelpunkten weg</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/perturbed_sgd.py" />
   <source>Radius</source>
   <translation>Radius</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/perturbed_sgd.py" />
   <source>Radius of the ball from which a push is drawn.</source>
   <translation>Radius der Kugel, aus der ein Stoß gezogen wird.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/perturbed_sgd.py" />
   <source>Share of the last step that is kept.</source>
   <translation>Anteil des letzten Schritts, der bleibt.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/radam.py" />
   <source>Adam whose adaptive rate is rectified for its variance in the first steps (Liu et al. 2020).</source>
   <translation>Adam, dessen adaptive Rate um ihre Varianz in den ersten Schritten berichtigt ist (Liu et al. 2020).</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/radam.py" />
   <source>RAdam: Adam with a rectified warm-up</source>
   <translation>RAdam: Adam mit berichtigtem Aufwärmen</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/rmsprop.py" />
   <source>Centered</source>
   <translation>Zentriert</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/rmsprop.py" />
   <source>Decay of the running mean of squares.</source>
   <translation>Abklingen des laufenden Mittels der Quadrate.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/rmsprop.py" />
   <source>Divide by the deviation from the mean gradient.</source>
   <translation>Durch die Abweichung vom mittleren Gradienten teilen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/rmsprop.py" />
   <source>RMSprop: gradient over its running root mean square</source>
   <translation>RMSprop: Gradient durch sein laufendes quadratisches Mittel</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/rmsprop.py" />
   <source>The gradient over a running root mean square of itself (Tieleman and Hinton 2012, lecture 6.5).</source>
   <translation>Der Gradient durch sein eigenes laufendes quadratisches Mittel (Tieleman und Hinton 2012, Vorlesung 6.5).</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/rprop.py" />
   <source>Factors on a step size when the sign flips and when it stays.</source>
   <translation>Faktoren auf einer Schrittweite, wenn das Vorzeichen wechselt und wenn es bleibt.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/rprop.py" />
   <source>Rprop: resilient steps by the gradient's sign</source>
   <translation>Rprop: Schritte nach dem Vorzeichen des Gradienten</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/rprop.py" />
   <source>Size of the first step of each parameter.</source>
   <translation>Größe des ersten Schritts jedes Parameters.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/rprop.py" />
   <source>Smallest and largest step size.</source>
   <translation>Kleinste und größte Schrittweite.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/rprop.py" />
   <source>Step sizes</source>
   <translation>Schrittweiten</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/rprop.py" />
   <source>Step sizes that grow while a parameter's gradient keeps its sign and shrink when the sign flips.</source>
   <translation>Schrittweiten, die wachsen, solange der Gradient eines Parameters sein Vorzeichen behält, und schrumpfen, wenn es wechselt.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/sam.py" />
   <source>Adaptive</source>
   <translation>Adaptiv</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/sam.py" />
   <source>How far the gradient is taken uphill of the weights.</source>
   <translation>Wie weit bergauf von den Gewichten der Gradient genommen wird.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/sam.py" />
   <source>Measure the distance uphill in units of each weight.</source>
   <translation>Die Entfernung bergauf in Einheiten jedes Gewichts messen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/sam.py" />
   <source>Sharpness-aware minimisation</source>
   <translation>SAM: Minimierung mit Blick auf die Schärfe</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/sam.py" />
   <source>Sharpness-aware minimisation over gradient descent (Foret, Kleiner, Mobahi and Neyshabur 2021).</source>
   <translation>Minimierung mit Blick auf die Schärfe, über dem Gradientenabstieg (Foret, Kleiner, Mobahi und Neyshabur 2021).</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/schedule_free.py" />
   <source>Gradients taken between a fast point z and its running average x (Defazio et al. 2024).</source>
   <translation>Gradienten zwischen einem schnellen Punkt z und seinem laufenden Mittel x (Defazio et al. 2024).</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/schedule_free.py" />
   <source>Power of the rate in the weights of the average.</source>
   <translation>Potenz der Rate in den Gewichten des Mittels.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/schedule_free.py" />
   <source>Power of the step in the weights of the average.</source>
   <translation>Potenz des Schritts in den Gewichten des Mittels.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/schedule_free.py" />
   <source>Schedule-free AdamW</source>
   <translation>ScheduleFree: AdamW ohne Lernratenplan</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/schedule_free.py" />
   <source>Share of the average in the gradient's point; decay of the mean square.</source>
   <translation>Anteil des Mittels am Punkt des Gradienten; Abklingen des mittleren Quadrats.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/schedule_free.py" />
   <source>Steps over which the rate rises from 0.</source>
   <translation>Schritte, über die die Rate von 0 ansteigt.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/sgd.py" />
   <source>Dampening</source>
   <translation>Dämpfung</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/sgd.py" />
   <source>Gradient descent, which may remember past steps as momentum.</source>
   <translation>Gradientenabstieg, der sich frühere Schritte als Momentum merken kann.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/sgd.py" />
   <source>Gradient descent, with momentum</source>
   <translation>Gradientenabstieg, mit Momentum</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/sgd.py" />
   <source>Share by which the gradient is reduced before it joins the momentum.</source>
   <translation>Anteil, um den der Gradient vermindert wird, bevor er zum Momentum kommt.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/update_rule.py" />
   <source>A rule of one's own</source>
   <translation>Eine eigene Regel</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/update_rule.py" />
   <source>A rule of one's own, written in a small language of tensors (see :mod:`gdlab.spec.rule_language`).</source>
   <translation>Eine eigene Regel, geschrieben in einer kleinen Sprache für Tensoren (siehe :mod:`gdlab.spec.rule_language`).</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/optimizers/update_rule.py" />
   <source>The rule, the name of a kept rule, or a file that ends in .rule.</source>
   <translation>Die Regel, der Name einer aufbewahrten Regel oder eine Datei, die auf .rule endet.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/chained.py" />
   <source>Schedulers</source>
   <translation>Pläne</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/chained.py" />
   <source>Several schedules at once</source>
   <translation>Mehrere Pläne zugleich</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/chained.py" />
   <source>Several schedules at once: each tick they change the rate one after another, each from what the last left.</source>
   <translation>Mehrere Pläne zugleich: In jedem Takt ändern sie die Rate nacheinander, jeder ausgehend vom vorigen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/chained.py" />
   <source>The schedules, in order.</source>
   <translation>Die Pläne, der Reihe nach.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/chained.py" />
   <source>Whether the schedule counts epochs or steps: its other fields are in this unit.</source>
   <translation>Ob der Plan Epochen oder Schritte zählt: Seine anderen Felder sind in dieser Einheit.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/constant.py" />
   <source>Epochs (or steps, as interval says) for which it holds.</source>
   <translation>Epochen (oder Schritte, wie interval sagt), für die er gilt.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/constant.py" />
   <source>Factor</source>
   <translation>Faktor</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/constant.py" />
   <source>Factor on the rate at first.</source>
   <translation>Faktor auf der Rate am Anfang.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/constant.py" />
   <source>Reduced for the first ticks</source>
   <translation>In den ersten Takten vermindert</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/constant.py" />
   <source>The rate times a factor for the first ``total_iters`` ticks.</source>
   <translation>Die Rate mal einem Faktor in den ersten ``total_iters`` Takten.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/cosine.py" />
   <source>Cosine annealing</source>
   <translation>Kosinus-Abkühlung</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/cosine.py" />
   <source>Epochs (or steps, as interval says) of half a period; 0 is the whole run.</source>
   <translation>Epochen (oder Schritte, wie interval sagt) einer halben Periode; 0 ist der ganze Lauf.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/cosine.py" />
   <source>Half a cosine from the rate down to ``eta_min`` (Loshchilov and Hutter 2017).</source>
   <translation>Ein halber Kosinus von der Rate hinab zu ``eta_min`` (Loshchilov und Hutter 2017).</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/cosine.py" />
   <source>Smallest rate.</source>
   <translation>Kleinste Rate.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/cyclic.py" />
   <source>Base momentum</source>
   <translation>Unteres Momentum</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/cyclic.py" />
   <source>Cycle momentum</source>
   <translation>Momentum mitbewegen</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/cyclic.py" />
   <source>Factor on the height each tick, for exp_range.</source>
   <translation>Faktor auf der Höhe in jedem Takt, für exp_range.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/cyclic.py" />
   <source>Gamma</source>
   <translation>Gamma</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/cyclic.py" />
   <source>Highest rate; 0 is the optimizer's own.</source>
   <translation>Höchste Rate; 0 ist die des Optimierers.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/cyclic.py" />
   <source>How the height changes from cycle to cycle.</source>
   <translation>Wie sich die Höhe von Kreislauf zu Kreislauf ändert.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/cyclic.py" />
   <source>Lowest rate.</source>
   <translation>Niedrigste Rate.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/cyclic.py" />
   <source>Max momentum</source>
   <translation>Oberes Momentum</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/cyclic.py" />
   <source>Mode</source>
   <translation>Art</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/cyclic.py" />
   <source>Momentum at the highest rate.</source>
   <translation>Momentum bei der höchsten Rate.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/cyclic.py" />
   <source>Momentum at the lowest rate.</source>
   <translation>Momentum bei der niedrigsten Rate.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/cyclic.py" />
   <source>Move the momentum against the rate.</source>
   <translation>Das Momentum gegen die Rate bewegen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/cyclic.py" />
   <source>Step size down</source>
   <translation>Takte abwärts</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/cyclic.py" />
   <source>Step size up</source>
   <translation>Takte aufwärts</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/cyclic.py" />
   <source>Steps (or epochs, as interval says) of the way up.</source>
   <translation>Schritte (oder Epochen, wie interval sagt) des Weges nach oben.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/cyclic.py" />
   <source>The rate up and down in triangles (Smith 2017).</source>
   <translation>Die Rate in Dreiecken auf und ab (Smith 2017).</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/cyclic.py" />
   <source>Ticks of the way down; 0 is as many as up.</source>
   <translation>Takte des Weges nach unten; 0 sind so viele wie nach oben.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/cyclic.py" />
   <source>Triangular cycles</source>
   <translation>Kreisläufe in Dreiecken</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/exponential.py" />
   <source>Exponential decay</source>
   <translation>Exponentieller Abfall</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/exponential.py" />
   <source>Factor on the rate each tick.</source>
   <translation>Faktor auf der Rate in jedem Takt.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/exponential.py" />
   <source>The rate times γ each tick.</source>
   <translation>Die Rate mal γ in jedem Takt.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/lambda_lr.py" />
   <source>A formula of time</source>
   <translation>Eine Formel der Zeit</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/lambda_lr.py" />
   <source>Factor on the rate, as a formula of t (tick) and T (the run's ticks).</source>
   <translation>Faktor auf der Rate, als Formel aus t (Takt) und T (den Takten des Laufs).</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/lambda_lr.py" />
   <source>The optimizer's rate times a formula of the tick ``t`` and the run's length ``T``, in ticks.</source>
   <translation>Die Rate des Optimierers mal einer Formel aus dem Takt ``t`` und der Länge ``T`` des Laufs, in Takten.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/linear.py" />
   <source>A factor on the rate that moves evenly from one value to another.</source>
   <translation>Ein Faktor auf der Rate, der gleichmäßig von einem Wert zum anderen geht.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/linear.py" />
   <source>End factor</source>
   <translation>Endfaktor</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/linear.py" />
   <source>Epochs (or steps, as interval says) of the ramp; 0 is the whole run.</source>
   <translation>Epochen (oder Schritte, wie interval sagt) der Rampe; 0 ist der ganze Lauf.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/linear.py" />
   <source>Factor on the rate after the ramp.</source>
   <translation>Faktor auf der Rate nach der Rampe.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/linear.py" />
   <source>Factor on the rate at the first tick.</source>
   <translation>Faktor auf der Rate im ersten Takt.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/linear.py" />
   <source>Linear ramp</source>
   <translation>Lineare Rampe</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/linear.py" />
   <source>Start factor</source>
   <translation>Anfangsfaktor</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/multi_step.py" />
   <source>Drop at chosen ticks</source>
   <translation>Fällt in gewählten Takten</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/multi_step.py" />
   <source>Epochs (or steps, as interval says) at which the rate drops.</source>
   <translation>Epochen (oder Schritte, wie interval sagt), bei denen die Rate fällt.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/multi_step.py" />
   <source>Factor on the rate at each milestone.</source>
   <translation>Faktor auf der Rate bei jedem Meilenstein.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/multi_step.py" />
   <source>Milestones</source>
   <translation>Meilensteine</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/multi_step.py" />
   <source>The rate times γ at each milestone.</source>
   <translation>Die Rate mal γ bei jedem Meilenstein.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/one_cycle.py" />
   <source>A rise to a peak and a fall far below the start over the whole run (Smith and Topin 2018).</source>
   <translation>Ein Anstieg zu einem Gipfel und ein Fall weit unter den Anfang über den ganzen Lauf (Smith und Topin 2018).</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/one_cycle.py" />
   <source>Fall to the first rate as one rose, then to the last.</source>
   <translation>Zur ersten Rate fallen, wie sie stieg, dann zur letzten.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/one_cycle.py" />
   <source>First rate over the last.</source>
   <translation>Erste Rate durch die letzte.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/one_cycle.py" />
   <source>Highest rate over the first.</source>
   <translation>Höchste Rate durch die erste.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/one_cycle.py" />
   <source>One cycle</source>
   <translation>Ein Kreislauf</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/one_cycle.py" />
   <source>Shape of each phase.</source>
   <translation>Form jeder Phase.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/one_cycle.py" />
   <source>Share of the cycle that rises.</source>
   <translation>Anteil des Kreislaufs, der steigt.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/one_cycle.py" />
   <source>Steps (or epochs, as interval says) of the cycle; 0 is the whole run.</source>
   <translation>Schritte (oder Epochen, wie interval sagt) des Kreislaufs; 0 ist der ganze Lauf.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/one_cycle.py" />
   <source>Three phase</source>
   <translation>Drei Phasen</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/one_cycle.py" />
   <source>Total steps</source>
   <translation>Schritte insgesamt</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/plateau.py" />
   <source>Cooldown</source>
   <translation>Ruhezeit</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/plateau.py" />
   <source>Drop when the validation loss stalls</source>
   <translation>Fällt, wenn der Validierungsverlust stockt</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/plateau.py" />
   <source>Epochs after a drop in which none is counted.</source>
   <translation>Epochen nach einem Fall, in denen keine gezählt wird.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/plateau.py" />
   <source>Epochs without improvement that are borne.</source>
   <translation>Epochen ohne Verbesserung, die hingenommen werden.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/plateau.py" />
   <source>Factor on the rate at each drop.</source>
   <translation>Faktor auf der Rate bei jedem Fall.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/plateau.py" />
   <source>Patience</source>
   <translation>Geduld</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/plateau.py" />
   <source>Smallest change of the rate that is made.</source>
   <translation>Kleinste Änderung der Rate, die gemacht wird.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/plateau.py" />
   <source>Smallest improvement that counts.</source>
   <translation>Kleinste Verbesserung, die zählt.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/plateau.py" />
   <source>The loss is watched once an epoch.</source>
   <translation>Der Verlust wird einmal je Epoche beobachtet.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/plateau.py" />
   <source>The rate times a factor when the validation loss has not improved for more than ``patience`` epochs.</source>
   <translation>Die Rate mal einem Faktor, wenn sich der Validierungsverlust mehr als ``patience`` Epochen nicht verbessert hat.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/plateau.py" />
   <source>Threshold mode</source>
   <translation>Art der Schwelle</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/plateau.py" />
   <source>Whether the threshold is a share of the best loss.</source>
   <translation>Ob die Schwelle ein Anteil des besten Verlusts ist.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/polynomial.py" />
   <source>Epochs (or steps, as interval says) until the rate is 0; 0 is the whole run.</source>
   <translation>Epochen (oder Schritte, wie interval sagt), bis die Rate 0 ist; 0 ist der ganze Lauf.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/polynomial.py" />
   <source>Polynomial decay to zero</source>
   <translation>Polynomieller Abfall auf null</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/polynomial.py" />
   <source>Power</source>
   <translation>Potenz</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/polynomial.py" />
   <source>The power.</source>
   <translation>Die Potenz.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/polynomial.py" />
   <source>The rate falling to 0 as a power of the time left.</source>
   <translation>Die Rate, die als Potenz der verbleibenden Zeit auf 0 fällt.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/sequential.py" />
   <source>One schedule after another</source>
   <translation>Ein Plan nach dem anderen</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/sequential.py" />
   <source>One schedule after another, each from its milestone on as if it began there; ``interval`` here counts for all.</source>
   <translation>Ein Plan nach dem anderen, jeder ab seinem Meilenstein, als begönne er dort; ``interval`` hier gilt für alle.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/sequential.py" />
   <source>Ticks at which the second and each further schedule begins.</source>
   <translation>Takte, bei denen der zweite und jeder weitere Plan beginnt.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/step_lr.py" />
   <source>Drop every so many ticks</source>
   <translation>Fällt alle so viele Takte</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/step_lr.py" />
   <source>Epochs (or steps, as interval says) between two drops.</source>
   <translation>Epochen (oder Schritte, wie interval sagt) zwischen zwei Fällen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/step_lr.py" />
   <source>Step size</source>
   <translation>Abstand</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/step_lr.py" />
   <source>The rate times γ every ``step_size`` ticks.</source>
   <translation>Die Rate mal γ alle ``step_size`` Takte.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/warm_restarts.py" />
   <source>Cosine annealing with warm restarts</source>
   <translation>Kosinus-Abkühlung mit Neustarts</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/warm_restarts.py" />
   <source>Epochs (or steps, as interval says) of the first period.</source>
   <translation>Epochen (oder Schritte, wie interval sagt) der ersten Periode.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/warm_restarts.py" />
   <source>Factor on the period at each restart.</source>
   <translation>Faktor auf der Periode bei jedem Neustart.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/warm_restarts.py" />
   <source>Half a cosine again and again, each period ``T_mult`` times the last (Loshchilov and Hutter 2017).</source>
   <translation>Immer wieder ein halber Kosinus, jede Periode ``T_mult``-mal die vorige (Loshchilov und Hutter 2017).</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/warm_up.py" />
   <source>A rise to where a schedule begins, and then the schedule (Goyal et al. 2017).</source>
   <translation>Ein Anstieg bis dahin, wo ein Plan beginnt, und dann der Plan (Goyal et al. 2017).</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/warm_up.py" />
   <source>Epochs (or steps, as interval says) of the rise.</source>
   <translation>Epochen (oder Schritte, wie interval sagt) des Anstiegs.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/warm_up.py" />
   <source>Shape of the rise.</source>
   <translation>Form des Anstiegs.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/warm_up.py" />
   <source>Share of the rate at the first tick.</source>
   <translation>Anteil der Rate im ersten Takt.</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/warm_up.py" />
   <source>Warm-up, then another schedule</source>
   <translation>WarmUp: Aufwärmen, dann ein anderer Plan</translation>
  </message>
  <message>
   <location filename="../../gdlab/engine/schedules/warm_up.py" />
   <source>What follows the rise; nothing keeps the rate.</source>
   <translation>Was auf den Anstieg folgt; nichts hält die Rate.</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/axes.py" />
   <source>Epoch</source>
   <translation>Epoche</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/axes.py" />
   <source>Examples</source>
   <translation>Beispiele</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/axes.py" />
   <source>Gradient evaluations</source>
   <translation>Gradientenauswertungen</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/axes.py" />
   <source>Gradients of single examples</source>
   <translation>Gradienten einzelner Beispiele</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/axes.py" />
   <source>Relative time</source>
   <translation>Relative Zeit</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/axes.py" />
   <source>Step</source>
   <translation>Schritt</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/axes.py" />
   <source>Time (s), pauses excluded</source>
   <translation>Zeit (s), ohne Pausen</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/axes.py" />
   <source>Time since the first run began (s)</source>
   <translation>Zeit seit dem Beginn des ersten Laufs (s)</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/axes.py" />
   <source>Wall time</source>
   <translation>Uhrzeit</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/comparison/compared_set.py" />
   <source>An order cannot be told with 1 seed each; train each variant with 5 seeds or more</source>
   <translation>Mit je 1 Startwert lässt sich keine Reihenfolge sagen; jede Variante mit 5 oder mehr Startwerten trainieren</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/comparison/compared_set.py" />
   <source>{groups} groups are too many for a ranking of every pair; take {most} or fewer</source>
   <translation>{groups} Gruppen sind zu viele, um jedes Paar zu ordnen; {most} oder weniger nehmen</translation>
  </message>
  <message numerus="yes">
   <location filename="../../gdlab/lab/comparison/compared_set.py" />
   <source>{n} runs</source>
   <translation>
    <numerusform>{n} Lauf</numerusform>
    <numerusform>{n} Läufe</numerusform>
   </translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/comparison/compared_set.py" />
   <source>{runs}, {low} to {high} seeds each</source>
   <translation>{runs}, je {low} bis {high} Startwerte</translation>
  </message>
  <message numerus="yes">
   <location filename="../../gdlab/lab/comparison/compared_set.py" />
   <source>{runs}, {n} seeds each</source>
   <translation>
    <numerusform>{runs}, je {n} Startwert</numerusform>
    <numerusform>{runs}, je {n} Startwerte</numerusform>
   </translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/comparison/compared_set.py" />
   <source>{title} {metric}</source>
   <translation>{title}: {metric}</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/comparison/group_curves.py" />
   <source>95 % interval</source>
   <translation>95-%-Intervall</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/comparison/group_curves.py" />
   <source>95 % interval of the mean</source>
   <translation>95-%-Intervall des Mittels</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/comparison/group_curves.py" />
   <source>smallest to largest</source>
   <translation>kleinster bis größter</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/comparison/group_curves.py" />
   <source>standard deviation</source>
   <translation>Standardabweichung</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/comparison/group_curves.py" />
   <source>standard error of the mean</source>
   <translation>Standardfehler des Mittels</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/comparison/group_table.py" />
   <source>; of several seeds the mean ± half of its 95 % interval, where they differ by factors the geometric mean with the ends of its interval</source>
   <translation>; bei mehreren Startwerten das Mittel ± die Hälfte seines 95-%-Intervalls, bei Unterschieden um Faktoren das geometrische Mittel mit den Enden seines Intervalls</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/comparison/group_table.py" />
   <source>Different seeds in the group</source>
   <translation>Verschiedene Startwerte in der Gruppe</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/comparison/group_table.py" />
   <source>Group</source>
   <translation>Gruppe</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/comparison/group_table.py" />
   <source>How its runs ended</source>
   <translation>Wie ihre Läufe endeten</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/comparison/group_table.py" />
   <source>Seeds</source>
   <translation>Startwerte</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/comparison/group_table.py" />
   <source>Status</source>
   <translation>Status</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/comparison/group_table.py" />
   <source>What is drawn as one curve</source>
   <translation>Was als eine Kurve gezeichnet wird</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/comparison/group_table.py" />
   <source>several</source>
   <translation>mehrere</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/comparison/run_figures.py" />
   <source> to </source>
   <translation> bis </translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/comparison/run_figures.py" />
   <source>Best</source>
   <translation>Bester</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/comparison/run_figures.py" />
   <source>Best at step</source>
   <translation>Bester bei Schritt</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/comparison/run_figures.py" />
   <source>Evaluations to target</source>
   <translation>Auswertungen bis Ziel</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/comparison/run_figures.py" />
   <source>Examples seen until then</source>
   <translation>Bis dahin gesehene Beispiele</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/comparison/run_figures.py" />
   <source>Examples to target</source>
   <translation>Beispiele bis Ziel</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/comparison/run_figures.py" />
   <source>Examples/s</source>
   <translation>Beispiele/s</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/comparison/run_figures.py" />
   <source>Gradients of single examples that were evaluated until then</source>
   <translation>Bis dahin ausgewertete Gradienten einzelner Beispiele</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/comparison/run_figures.py" />
   <source>Last</source>
   <translation>Letzter</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/comparison/run_figures.py" />
   <source>Steps</source>
   <translation>Schritte</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/comparison/run_figures.py" />
   <source>Steps that were trained</source>
   <translation>Trainierte Schritte</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/comparison/run_figures.py" />
   <source>Steps to target</source>
   <translation>Schritte bis Ziel</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/comparison/run_figures.py" />
   <source>Steps until the target is reached</source>
   <translation>Schritte, bis das Ziel erreicht ist</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/comparison/run_figures.py" />
   <source>The best value of the curve</source>
   <translation>Der beste Wert der Kurve</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/comparison/run_figures.py" />
   <source>The last value of the curve</source>
   <translation>Der letzte Wert der Kurve</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/comparison/run_figures.py" />
   <source>The step of the best value</source>
   <translation>Der Schritt des besten Werts</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/comparison/run_figures.py" />
   <source>Time</source>
   <translation>Zeit</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/comparison/run_figures.py" />
   <source>Time to target</source>
   <translation>Zeit bis Ziel</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/comparison/run_figures.py" />
   <source>Training examples a second</source>
   <translation>Trainingsbeispiele je Sekunde</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/comparison/run_figures.py" />
   <source>Training time until then</source>
   <translation>Trainingszeit bis dahin</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/comparison/run_figures.py" />
   <source>Training time, pauses excluded</source>
   <translation>Trainingszeit, ohne Pausen</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/comparison/run_figures.py" />
   <source>not reached</source>
   <translation>nicht erreicht</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/comparison/run_figures.py" />
   <source>{shown} ({count} of {total})</source>
   <translation>{shown} ({count} von {total})</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/comparison/run_sheet.py" />
   <source>Data</source>
   <translation>Daten</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/comparison/run_sheet.py" />
   <source>Day</source>
   <translation>Tag</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/comparison/run_sheet.py" />
   <source>Not grouped</source>
   <translation>Ohne Gruppen</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/comparison/run_sheet.py" />
   <source>Optimizer</source>
   <translation>Optimierer</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/comparison/run_sheet.py" />
   <source>Race</source>
   <translation>Rennen</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/comparison/run_sheet.py" />
   <source>Race {group}</source>
   <translation>Rennen {group}</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/comparison/run_sheet.py" />
   <source>Run</source>
   <translation>Lauf</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/comparison/run_sheet.py" />
   <source>Single runs</source>
   <translation>Einzelne Läufe</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/comparison/run_sheet.py" />
   <source>Started</source>
   <translation>Begonnen</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/comparison/run_sheet.py" />
   <source>Tags</source>
   <translation>Stichwörter</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/comparison/run_sheet.py" />
   <source>unknown</source>
   <translation>unbekannt</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/comparison/run_sheet.py" />
   <source>without a tag</source>
   <translation>ohne Stichwort</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/curvature_words.py" />
   <source>Sharpest direction by layer</source>
   <translation>Schärfste Richtung je Schicht</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/curvature_words.py" />
   <source>Sharpness by layer</source>
   <translation>Schärfe je Schicht</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/data_fit.py" />
   <source>a small convolutional network</source>
   <translation>ein kleines Faltungsnetz</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/data_fit.py" />
   <source>a small network</source>
   <translation>ein kleines Netz</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/data_fit.py" />
   <source>a small network of two hidden layers</source>
   <translation>ein kleines Netz mit zwei verborgenen Schichten</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/data_fit.py" />
   <source>a small recurrent network</source>
   <translation>ein kleines rekurrentes Netz</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/data_fit.py" />
   <source>the outputs that the data need</source>
   <translation>die Ausgaben, die die Daten brauchen</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/explanations.py" />
   <source>It holds numbers, with commas between them</source>
   <translation>Enthält Zahlen mit Dezimalpunkt, durch Kommas getrennt</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/explanations.py" />
   <source>It holds text</source>
   <translation>Enthält Text</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/explanations.py" />
   <source>It holds values as a spec file writes them</source>
   <translation>Enthält Werte, wie eine Datei des Experiments sie schreibt</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/explanations.py" />
   <source>It holds whole numbers, with commas between them</source>
   <translation>Enthält ganze Zahlen, durch Kommas getrennt</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/explanations.py" />
   <source>It is empty by default, which stands for none.</source>
   <translation>Es ist von vornherein leer, was für keines steht.</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/explanations.py" />
   <source>It may be changed while a run trains.</source>
   <translation>Es lässt sich ändern, während ein Lauf trainiert.</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/explanations.py" />
   <source>Of this run: {reason}.</source>
   <translation>Bei diesem Lauf: {reason}.</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/explanations.py" />
   <source>The choices are {choices}.</source>
   <translation>Zur Wahl stehen {choices}.</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/explanations.py" />
   <source>The default is {value}.</source>
   <translation>Die Vorgabe ist {value}.</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/explanations.py" />
   <source>empty by default</source>
   <translation>von vornherein leer</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/explanations.py" />
   <source>not empty by default</source>
   <translation>von vornherein nicht leer</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/explanations.py" />
   <source>off</source>
   <translation>aus</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/explanations.py" />
   <source>on</source>
   <translation>an</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/exports/bundle.py" />
   <source>Bundle of gdlab</source>
   <translation>Bündel von gdlab</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/exports/bundle.py" />
   <source>Specs, curves and weights in one file, which gdlab import reads elsewhere.</source>
   <translation>Beschreibungen, Kurven und Gewichte in einer Datei, die gdlab import anderswo liest.</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/exports/long.py" />
   <source>CSV, one row a value</source>
   <translation>CSV, eine Zeile je Wert</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/exports/long.py" />
   <source>Metrics as CSV, one row a value; the spec stands beside it.</source>
   <translation>Metriken als CSV, eine Zeile je Wert; die Beschreibung steht daneben.</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/exports/npz.py" />
   <source>The weights of one run for numpy.load.</source>
   <translation>Die Gewichte eines Laufs für numpy.load.</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/exports/npz.py" />
   <source>Weights for NumPy (npz)</source>
   <translation>Gewichte für NumPy (npz)</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/exports/onnx.py" />
   <source>ONNX</source>
   <translation>ONNX</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/exports/onnx.py" />
   <source>The trained network of one run with its preparation, for onnxruntime and others.</source>
   <translation>Das trainierte Netz eines Laufs mit seiner Vorbereitung, für onnxruntime und andere.</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/exports/parquet.py" />
   <source>Metrics as Parquet, one row a value, for pandas, Polars and DuckDB.</source>
   <translation>Metriken als Parquet, eine Zeile je Wert, für pandas, Polars und DuckDB.</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/exports/parquet.py" />
   <source>Parquet</source>
   <translation>Parquet</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/exports/pytorch.py" />
   <source>A script of one run that trains it again in PyTorch, with its arrays in a file beside it.</source>
   <translation>Ein Skript eines Laufs, das ihn in PyTorch noch einmal trainiert, mit seinen Arrays in einer Datei daneben.</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/exports/pytorch.py" />
   <source>PyTorch script</source>
   <translation>PyTorch-Skript</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/exports/report.py" />
   <source>One page, HTML or PDF by the file's ending: claims, intervals, curves, settings.</source>
   <translation>Eine Seite, HTML oder PDF nach der Endung der Datei: Behauptungen, Intervalle, Kurven, Einstellungen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/exports/report.py" />
   <source>Report, one page (HTML or PDF)</source>
   <translation>Bericht, eine Seite (HTML oder PDF)</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/exports/safetensors.py" />
   <source>The weights of one run for safetensors.torch.load_file and its like.</source>
   <translation>Die Gewichte eines Laufs für safetensors.torch.load_file und dergleichen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/exports/safetensors.py" />
   <source>Weights as safetensors</source>
   <translation>Gewichte als safetensors</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/exports/summary.py" />
   <source>CSV, one row a run</source>
   <translation>CSV, eine Zeile je Lauf</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/exports/summary.py" />
   <source>One row a run as CSV: hyperparameters, final and best figures.</source>
   <translation>Eine Zeile je Lauf als CSV: Hyperparameter, letzte und beste Zahlen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/exports/tensorboard.py" />
   <source>A folder with event files for tensorboard --logdir, and a CSV a run and tag.</source>
   <translation>Ein Ordner mit Ereignisdateien für tensorboard --logdir, und eine CSV-Datei je Lauf und Kurve.</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/exports/tensorboard.py" />
   <source>TensorBoard</source>
   <translation>TensorBoard</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/exports/wide.py" />
   <source>CSV, one column a run</source>
   <translation>CSV, eine Spalte je Lauf</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/exports/wide.py" />
   <source>Metrics as CSV, one row a step and one column a run and metric.</source>
   <translation>Metriken als CSV, eine Zeile je Schritt und eine Spalte je Lauf und Metrik.</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/inside/asked.py" />
   <source>a sample of {count} of {total} {part} examples</source>
   <translation>eine Stichprobe von {count} aus {total} Beispielen ({part})</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/inside/asked.py" />
   <source>{count} {part} examples</source>
   <translation>{count} Beispiele ({part})</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/layer_groups.py" />
   <source>Activation</source>
   <translation>Aktivierung</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/layer_groups.py" />
   <source>Convolution</source>
   <translation>Faltung</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/layer_groups.py" />
   <source>Dense</source>
   <translation>Dicht</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/layer_groups.py" />
   <source>Normalisation</source>
   <translation>Normierung</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/layer_groups.py" />
   <source>Other</source>
   <translation>Andere</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/layer_groups.py" />
   <source>Recurrent</source>
   <translation>Rekurrent</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/layer_groups.py" />
   <source>Regularisation</source>
   <translation>Regularisierung</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/layer_groups.py" />
   <source>Shape</source>
   <translation>Form</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/run.py" />
   <source>failed</source>
   <translation>fehlgeschlagen</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/run.py" />
   <source>finished</source>
   <translation>beendet</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/run.py" />
   <source>imported</source>
   <translation>importiert</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/run.py" />
   <source>interrupted</source>
   <translation>unterbrochen</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/run.py" />
   <source>no better than guessing</source>
   <translation>nicht besser als Raten</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/run.py" />
   <source>paused</source>
   <translation>pausiert</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/run.py" />
   <source>pruned</source>
   <translation>abgebrochen</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/run.py" />
   <source>queued</source>
   <translation>wartet</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/run.py" />
   <source>running</source>
   <translation>läuft</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/run.py" />
   <source>stopped</source>
   <translation>angehalten</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/run_columns.py" />
   <source>Best @</source>
   <translation>Bester bei</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/run_columns.py" />
   <source>Best {metric}</source>
   <translation>{metric} am besten</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/run_columns.py" />
   <source>Best {metric} so far</source>
   <translation>Beste Zahl bisher: {metric}</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/run_columns.py" />
   <source>Newest {metric} over the validation part</source>
   <translation>Neueste Zahl auf dem Validierungsteil: {metric}</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/run_columns.py" />
   <source>Passes over the training part</source>
   <translation>Durchgänge durch den Trainingsteil</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/run_columns.py" />
   <source>Progress</source>
   <translation>Fortschritt</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/run_columns.py" />
   <source>Step of the best validation figure</source>
   <translation>Schritt der besten Zahl der Validierung</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/run_columns.py" />
   <source>Train {metric}</source>
   <translation>{metric} Train.</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/run_columns.py" />
   <source>Val {metric}</source>
   <translation>{metric} Val.</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/run_columns.py" />
   <source>{metric} of the newest mini-batch</source>
   <translation>Neuester Mini-Batch: {metric}</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/sweeps/pruners/asha.py" />
   <source>ASHA: asynchronous successive halving</source>
   <translation>ASHA: asynchrones Halbieren</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/sweeps/pruners/asha.py" />
   <source>Asynchronous successive halving: of each rung, a number of evaluations, the best share goes on (Li et al. 2020).</source>
   <translation>Asynchrones sukzessives Halbieren: Von jeder Sprosse, einer Anzahl von Auswertungen, geht der beste Anteil weiter (Li et al. 2020).</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/sweeps/pruners/asha.py" />
   <source>Evaluations at the first rung.</source>
   <translation>Auswertungen auf der ersten Sprosse.</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/sweeps/pruners/asha.py" />
   <source>First</source>
   <translation>Erste</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/sweeps/pruners/asha.py" />
   <source>One of so many trials goes on, to so many times the evaluations.</source>
   <translation>Einer von so vielen Versuchen geht weiter, bis zu so vielmal den Auswertungen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/sweeps/pruners/asha.py" />
   <source>Reduction</source>
   <translation>Verringerung</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/sweeps/pruners/hyperband.py" />
   <source>Evaluations at the first rung of the earliest bracket.</source>
   <translation>Auswertungen auf der ersten Sprosse der frühesten Klammer.</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/sweeps/pruners/hyperband.py" />
   <source>Hyperband</source>
   <translation>Hyperband</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/sweeps/pruners/hyperband.py" />
   <source>Several brackets of successive halving, which prune early or late (Li et al. 2018).</source>
   <translation>Mehrere Klammern sukzessiven Halbierens, die früh oder spät abbrechen (Li et al. 2018).</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/sweeps/pruners/median.py" />
   <source>Evaluations of each trial before it may be pruned.</source>
   <translation>Auswertungen jedes Versuchs, bevor er abgebrochen werden darf.</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/sweeps/pruners/median.py" />
   <source>Median</source>
   <translation>Median</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/sweeps/pruners/median.py" />
   <source>The rule that ends a trial whose best figure is worse than the earlier trials' median at the same evaluation.</source>
   <translation>Die Regel, die einen Versuch beendet, dessen beste Zahl schlechter ist als der Median früherer Versuche bei ebenso vielen Auswertungen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/sweeps/pruners/median.py" />
   <source>Trials that train to their end before any is pruned.</source>
   <translation>Versuche, die bis zu ihrem Ende trainieren, bevor einer abgebrochen wird.</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/sweeps/pruners/median.py" />
   <source>Warm up</source>
   <translation>Aufwärmen</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/sweeps/pruners/none.py" />
   <source>No pruning</source>
   <translation>Kein Abbrechen</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/sweeps/pruners/none.py" />
   <source>The rule that lets every trial train to its end.</source>
   <translation>Die Regel, die jeden Versuch bis zu seinem Ende trainieren lässt.</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/sweeps/pruners/wilcoxon.py" />
   <source>Fewest</source>
   <translation>Mindestens</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/sweeps/pruners/wilcoxon.py" />
   <source>Seeds before a trial may be pruned.</source>
   <translation>Startwerte, bevor ein Versuch abgebrochen werden darf.</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/sweeps/pruners/wilcoxon.py" />
   <source>The p-value below which a trial counts as worse.</source>
   <translation>Der p-Wert, unter dem ein Versuch als schlechter gilt.</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/sweeps/pruners/wilcoxon.py" />
   <source>Wilcoxon over seeds</source>
   <translation>Wilcoxon über Startwerte</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/sweeps/pruners/wilcoxon.py" />
   <source>Wilcoxon's signed-rank test against the best trial, seed by seed; seeds train one after the other.</source>
   <translation>Wilcoxons Vorzeichen-Rang-Test gegen den besten Versuch, Startwert für Startwert; die Startwerte trainieren nacheinander.</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/sweeps/samplers/cmaes.py" />
   <source>A normal distribution of configurations that moves to the good ones (Hansen 2016); choices are drawn by lot.</source>
   <translation>Eine Normalverteilung von Einstellungen, die sich zu den guten bewegt (Hansen 2016); Auswahlen werden gelost.</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/sweeps/samplers/cmaes.py" />
   <source>CMA-ES</source>
   <translation>CMA-ES</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/sweeps/samplers/cmaes.py" />
   <source>Startup</source>
   <translation>Anlauf</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/sweeps/samplers/cmaes.py" />
   <source>Trials drawn by lot before the strategy begins.</source>
   <translation>Geloste Versuche, bevor das Verfahren beginnt.</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/sweeps/samplers/gp.py" />
   <source>A Gaussian process over the trials, which takes the point of the largest expected improvement.</source>
   <translation>Ein Gauß-Prozess über die Versuche, der den Punkt mit der größten erwarteten Verbesserung nimmt.</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/sweeps/samplers/gp.py" />
   <source>Gaussian process</source>
   <translation>Gauß-Prozess</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/sweeps/samplers/gp.py" />
   <source>Trials drawn by lot before the model is used.</source>
   <translation>Geloste Versuche, bevor das Modell verwendet wird.</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/sweeps/samplers/grid.py" />
   <source>Grid</source>
   <translation>Gitter</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/sweeps/samplers/grid.py" />
   <source>The search of every combination of the listed values, each once and with the fields that it has.</source>
   <translation>Die Suche über jede Kombination der aufgeführten Werte, jede einmal und mit den Feldern, die sie hat.</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/sweeps/samplers/nsga2.py" />
   <source>A genetic algorithm that breeds from the front of the best and keeps the front spread out (Deb et al. 2002).</source>
   <translation>Ein genetisches Verfahren, das aus der Front der Besten züchtet und die Front breit hält (Deb et al. 2002).</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/sweeps/samplers/nsga2.py" />
   <source>Configurations of a generation.</source>
   <translation>Einstellungen einer Generation.</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/sweeps/samplers/nsga2.py" />
   <source>NSGA-II</source>
   <translation>NSGA-II</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/sweeps/samplers/nsga2.py" />
   <source>Population</source>
   <translation>Population</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/sweeps/samplers/qmc.py" />
   <source>A search that fills the space evenly by a Sobol' or Halton sequence; choices have no order and are drawn by lot.</source>
   <translation>Eine Suche, die den Raum gleichmäßig mit einer Sobol- oder Halton-Folge füllt; Auswahlen haben keine Ordnung und werden gelost.</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/sweeps/samplers/qmc.py" />
   <source>Quasi-random search</source>
   <translation>Quasizufällige Suche</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/sweeps/samplers/qmc.py" />
   <source>Scramble</source>
   <translation>Verwürfeln</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/sweeps/samplers/qmc.py" />
   <source>Sequence</source>
   <translation>Folge</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/sweeps/samplers/qmc.py" />
   <source>Shift and turn the points by the seed, which keeps them even.</source>
   <translation>Die Punkte nach dem Startwert verschieben und drehen, was sie gleichmäßig lässt.</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/sweeps/samplers/qmc.py" />
   <source>The sequence of points.</source>
   <translation>Die Folge der Punkte.</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/sweeps/samplers/random_search.py" />
   <source>A search that draws every value by lot, each configuration independent of the others (Bergstra and Bengio 2012).</source>
   <translation>Eine Suche, die jeden Wert lost, jede Einstellung unabhängig von den anderen (Bergstra und Bengio 2012).</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/sweeps/samplers/random_search.py" />
   <source>Random search</source>
   <translation>Zufallssuche</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/sweeps/samplers/tpe.py" />
   <source>A model of where good and poor trials lie, which takes the point of the best ratio (Bergstra et al. 2011).</source>
   <translation>Ein Modell davon, wo gute und schlechte Versuche liegen, das den Punkt mit dem besten Verhältnis nimmt (Bergstra et al. 2011).</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/sweeps/samplers/tpe.py" />
   <source>Model the fields together instead of each alone.</source>
   <translation>Die Felder zusammen modellieren statt jedes für sich.</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/sweeps/samplers/tpe.py" />
   <source>Multivariate</source>
   <translation>Mehrdimensional</translation>
  </message>
  <message>
   <location filename="../../gdlab/lab/sweeps/samplers/tpe.py" />
   <source>Tree-structured Parzen estimator (TPE)</source>
   <translation>Baumartiger Parzen-Schätzer (TPE)</translation>
  </message>
  <message>
   <location filename="../../gdlab/spec/bounds.py" />
   <source>above {low}</source>
   <translation>über {low}</translation>
  </message>
  <message>
   <location filename="../../gdlab/spec/bounds.py" />
   <source>at least {low}</source>
   <translation>mindestens {low}</translation>
  </message>
  <message>
   <location filename="../../gdlab/spec/bounds.py" />
   <source>at most {high}</source>
   <translation>höchstens {high}</translation>
  </message>
  <message>
   <location filename="../../gdlab/spec/bounds.py" />
   <source>below {high}</source>
   <translation>unter {high}</translation>
  </message>
  <message>
   <location filename="../../gdlab/spec/bounds.py" />
   <source>{low} and {high}</source>
   <translation>{low} und {high}</translation>
  </message>
  <message>
   <location filename="../../gdlab/spec/examples.py" />
   <source>classification</source>
   <translation>Klassifikation</translation>
  </message>
  <message>
   <location filename="../../gdlab/spec/examples.py" />
   <source>regression</source>
   <translation>Regression</translation>
  </message>
  <message>
   <location filename="../../gdlab/spec/metrics.py" />
   <source>test</source>
   <translation>Test</translation>
  </message>
  <message>
   <location filename="../../gdlab/spec/metrics.py" />
   <source>training</source>
   <translation>Training</translation>
  </message>
  <message>
   <location filename="../../gdlab/spec/metrics.py" />
   <source>{split} {metric}</source>
   <translation>{metric} ({split})</translation>
  </message>
  <message>
   <location filename="../../gdlab/spec/run.py" />
   <source>Augmentation</source>
   <translation>Veränderung</translation>
  </message>
  <message>
   <location filename="../../gdlab/spec/run.py" />
   <source>Average of weights used for evaluation.</source>
   <translation>Mittel der Gewichte, das ausgewertet wird.</translation>
  </message>
  <message>
   <location filename="../../gdlab/spec/run.py" />
   <source>Batch size</source>
   <translation>Batch-Größe</translation>
  </message>
  <message>
   <location filename="../../gdlab/spec/run.py" />
   <source>Bound on the norm of each unit's incoming weights; 0 is off.</source>
   <translation>Grenze für die Norm der Gewichte, die in eine Einheit führen; 0 ist aus.</translation>
  </message>
  <message>
   <location filename="../../gdlab/spec/run.py" />
   <source>Clip each gradient element to ± this value; 0 is off.</source>
   <translation>Jedes Element des Gradienten auf ± diesen Wert kappen; 0 ist aus.</translation>
  </message>
  <message>
   <location filename="../../gdlab/spec/run.py" />
   <source>Cores that this run may take at most; 0 is all that GDLAB_THREADS or the machine allows and no other run has. The figures are the same with any number.</source>
   <translation>Kerne, die dieser Lauf höchstens nimmt; 0 sind alle, die GDLAB_THREADS oder der Rechner erlaubt und kein anderer Lauf hat. Die Zahlen sind mit jeder Anzahl gleich.</translation>
  </message>
  <message>
   <location filename="../../gdlab/spec/run.py" />
   <source>Curvature by layer</source>
   <translation>Krümmung je Schicht</translation>
  </message>
  <message>
   <location filename="../../gdlab/spec/run.py" />
   <source>Curvature every</source>
   <translation>Krümmung alle</translation>
  </message>
  <message>
   <location filename="../../gdlab/spec/run.py" />
   <source>Diagnostics every</source>
   <translation>Diagnose alle</translation>
  </message>
  <message>
   <location filename="../../gdlab/spec/run.py" />
   <source>Draw a new order of the examples each epoch; off feeds them in file order.</source>
   <translation>In jeder Epoche eine neue Reihenfolge der Beispiele ziehen; aus nimmt die der Datei.</translation>
  </message>
  <message>
   <location filename="../../gdlab/spec/run.py" />
   <source>Evaluate on the validation part every this many steps; 0 is once an epoch.</source>
   <translation>Alle so viele Schritte auf dem Validierungsteil auswerten; 0 ist einmal je Epoche.</translation>
  </message>
  <message>
   <location filename="../../gdlab/spec/run.py" />
   <source>Examples a step; "full" is batch gradient descent.</source>
   <translation>Beispiele je Schritt; "full" ist Batch-Gradientenabstieg.</translation>
  </message>
  <message>
   <location filename="../../gdlab/spec/run.py" />
   <source>How a gradient becomes a step.</source>
   <translation>Wie ein Gradient zu einem Schritt wird.</translation>
  </message>
  <message>
   <location filename="../../gdlab/spec/run.py" />
   <source>How the learning rate changes.</source>
   <translation>Wie sich die Lernrate ändert.</translation>
  </message>
  <message>
   <location filename="../../gdlab/spec/run.py" />
   <source>Max evaluations</source>
   <translation>Höchstens Auswertungen</translation>
  </message>
  <message>
   <location filename="../../gdlab/spec/run.py" />
   <source>Max norm</source>
   <translation>Größte Norm</translation>
  </message>
  <message>
   <location filename="../../gdlab/spec/run.py" />
   <source>Max seconds</source>
   <translation>Höchstens Sekunden</translation>
  </message>
  <message>
   <location filename="../../gdlab/spec/run.py" />
   <source>Max steps</source>
   <translation>Höchstens Schritte</translation>
  </message>
  <message>
   <location filename="../../gdlab/spec/run.py" />
   <source>Measure the curvature of the training loss every this many steps; 0 is off.</source>
   <translation>Alle so viele Schritte die Krümmung des Trainingsverlusts messen; 0 ist aus.</translation>
  </message>
  <message>
   <location filename="../../gdlab/spec/run.py" />
   <source>Measure the extreme eigenvalues of each layer's block of the Hessian too, which takes longer.</source>
   <translation>Auch die äußersten Eigenwerte des Blocks jeder Schicht in der Hesse-Matrix messen, was länger dauert.</translation>
  </message>
  <message>
   <location filename="../../gdlab/spec/run.py" />
   <source>Memory for what is recorded of the steps, in MiB; a run that needs more keeps its first and last steps and, between them, extremes. Evaluations are all kept. "all" keeps every step, on the disk where they are many.</source>
   <translation>Speicher für das, was von den Schritten aufgezeichnet wird, in MiB; ein Lauf, der mehr braucht, behält seine ersten und letzten Schritte und dazwischen Extreme. Auswertungen bleiben alle. "all" behält jeden Schritt, bei vielen auf dem Datenträger.</translation>
  </message>
  <message>
   <location filename="../../gdlab/spec/run.py" />
   <source>Metrics</source>
   <translation>Metriken</translation>
  </message>
  <message>
   <location filename="../../gdlab/spec/run.py" />
   <source>Monitor</source>
   <translation>Beobachtete Kurve</translation>
  </message>
  <message>
   <location filename="../../gdlab/spec/run.py" />
   <source>Passes over the training part.</source>
   <translation>Durchgänge durch den Trainingsteil.</translation>
  </message>
  <message>
   <location filename="../../gdlab/spec/run.py" />
   <source>Penalty on half the sum of squared parameters, added to the loss.</source>
   <translation>Strafe auf die halbe Summe der quadrierten Parameter, zum Verlust addiert.</translation>
  </message>
  <message>
   <location filename="../../gdlab/spec/run.py" />
   <source>Penalty on the sum of absolute parameters, added to the loss.</source>
   <translation>Strafe auf die Summe der Beträge der Parameter, zum Verlust addiert.</translation>
  </message>
  <message>
   <location filename="../../gdlab/spec/run.py" />
   <source>Precision of parameters and arithmetic.</source>
   <translation>Genauigkeit der Parameter und des Rechnens.</translation>
  </message>
  <message>
   <location filename="../../gdlab/spec/run.py" />
   <source>Random changes of training examples, drawn anew in each epoch, in the order in which they act.</source>
   <translation>Zufällige Veränderungen von Trainingsbeispielen, in jeder Epoche neu gezogen, in der Reihenfolge, in der sie wirken.</translation>
  </message>
  <message>
   <location filename="../../gdlab/spec/run.py" />
   <source>Sample per-layer diagnostics every this many steps; 0 is off.</source>
   <translation>Alle so viele Schritte eine Diagnose je Schicht aufzeichnen; 0 ist aus.</translation>
  </message>
  <message>
   <location filename="../../gdlab/spec/run.py" />
   <source>Scale the gradient down to this norm; 0 is off.</source>
   <translation>Den Gradienten auf diese Norm herunterskalieren; 0 ist aus.</translation>
  </message>
  <message>
   <location filename="../../gdlab/spec/run.py" />
   <source>Seed of every random stream: initial weights, order, split, dropout, noise.</source>
   <translation>Startwert jedes Zufalls: Anfangsgewichte, Reihenfolge, Aufteilung, Dropout, Rauschen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/spec/run.py" />
   <source>Shuffle</source>
   <translation>Mischen</translation>
  </message>
  <message>
   <location filename="../../gdlab/spec/run.py" />
   <source>Stop after so many gradients of single examples were evaluated; 0 sets no bound.</source>
   <translation>Anhalten, nachdem so viele Gradienten einzelner Beispiele ausgewertet sind; 0 setzt keine Grenze.</translation>
  </message>
  <message>
   <location filename="../../gdlab/spec/run.py" />
   <source>Stop after so many seconds of training; 0 sets no bound.</source>
   <translation>Anhalten nach so vielen Sekunden Training; 0 setzt keine Grenze.</translation>
  </message>
  <message>
   <location filename="../../gdlab/spec/run.py" />
   <source>Stop after this many epochs without a better value of the monitored curve; 0 is off.</source>
   <translation>Anhalten nach so vielen Epochen ohne besseren Wert der beobachteten Kurve; 0 ist aus.</translation>
  </message>
  <message>
   <location filename="../../gdlab/spec/run.py" />
   <source>Stop after this many steps; 0 sets no bound.</source>
   <translation>Anhalten nach so vielen Schritten; 0 setzt keine Grenze.</translation>
  </message>
  <message>
   <location filename="../../gdlab/spec/run.py" />
   <source>Stop when the validation loss falls to this value; 0 is off.</source>
   <translation>Anhalten, wenn der Validierungsverlust auf diesen Wert fällt; 0 ist aus.</translation>
  </message>
  <message>
   <location filename="../../gdlab/spec/run.py" />
   <source>Subgradient of ReLU and its like at the kink.</source>
   <translation>Subgradient von ReLU und ihresgleichen am Knick.</translation>
  </message>
  <message>
   <location filename="../../gdlab/spec/run.py" />
   <source>Target loss</source>
   <translation>Zielverlust</translation>
  </message>
  <message>
   <location filename="../../gdlab/spec/run.py" />
   <source>The complete description of one run; equal specs give equal figures, bit for bit, on one kind of processor.</source>
   <translation>Die vollständige Beschreibung eines Laufs; gleiche Beschreibungen ergeben auf einer Art von Prozessor Bit für Bit gleiche Zahlen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/spec/run.py" />
   <source>The curve that patience watches: the part, a slash and the metric, as val/f1.</source>
   <translation>Die Kurve, die die Geduld beobachtet: der Teil, ein Schrägstrich und die Metrik, wie val/f1.</translation>
  </message>
  <message>
   <location filename="../../gdlab/spec/run.py" />
   <source>The training table: how examples are fed, for how long, and what is recorded.</source>
   <translation>Die Tabelle des Trainings: wie Beispiele zugeführt werden, wie lange, und was aufgezeichnet wird.</translation>
  </message>
  <message>
   <location filename="../../gdlab/spec/run.py" />
   <source>What is measured beside the loss; empty takes what is usual for the loss.</source>
   <translation>Was neben dem Verlust gemessen wird; leer nimmt, was für den Verlust üblich ist.</translation>
  </message>
  <message>
   <location filename="../../gdlab/spec/run.py" />
   <source>What the run is called in lists and files.</source>
   <translation>Wie der Lauf in Listen und Dateien heißt.</translation>
  </message>
  <message>
   <location filename="../../gdlab/spec/run.py" />
   <source>What training makes small.</source>
   <translation>Was das Training klein macht.</translation>
  </message>
  <message>
   <location filename="../../gdlab/spec/run.py" />
   <source>Where the examples come from.</source>
   <translation>Woher die Beispiele kommen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/actions/branching.py" />
   <source>Choose a run that has been trained a little to branch from.</source>
   <translation>Zum Abzweigen einen Lauf wählen, der schon ein wenig trainiert wurde.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/actions/branching.py" />
   <source>From an earlier point this is not possible: {why}.</source>
   <translation>Von einem früheren Punkt aus geht es nicht: {why}.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/actions/branching.py" />
   <source>The branch begins anew from the weights: {why}.</source>
   <translation>Der Zweig beginnt neu mit den Gewichten: {why}.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/actions/commands.py" />
   <source>Go to {button}</source>
   <translation>Gehe zu {button}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/actions/commands.py" />
   <source>Go to: {words}</source>
   <translation>Gehe zu: {words}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/actions/exporting.py" />
   <source>Cancel</source>
   <translation>Abbrechen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/actions/exporting.py" />
   <source>Export {title}</source>
   <translation>{title} exportieren</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/actions/exporting.py" />
   <source>The export failed.</source>
   <translation>Der Export ist fehlgeschlagen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/actions/exporting.py" />
   <source>The export was cancelled.</source>
   <translation>Der Export wurde abgebrochen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/actions/exporting.py" />
   <source>There is no run to export yet; press Start first.</source>
   <translation>Es gibt noch keinen Lauf zum Exportieren; zuerst auf Start drücken.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/actions/exporting.py" />
   <source>Writing {counted} to {path}</source>
   <translation>{counted} werden nach {path} geschrieben</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/actions/exporting.py" />
   <source>Wrote {counted} to {result}</source>
   <translation>{counted} nach {result} geschrieben</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/actions/files.py" />
   <source>&amp;New experiment</source>
   <translation>&amp;Neues Experiment</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/actions/files.py" />
   <source>&amp;Open…</source>
   <translation>&amp;Öffnen…</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/actions/files.py" />
   <source>&amp;Save</source>
   <translation>&amp;Speichern</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/actions/files.py" />
   <source>A link to an experiment:</source>
   <translation>Ein Link zu einem Experiment:</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/actions/files.py" />
   <source>A link to the experiment is on the clipboard.</source>
   <translation>Ein Link zum Experiment ist in der Zwischenablage.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/actions/files.py" />
   <source>Copy &amp;link</source>
   <translation>&amp;Link kopieren</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/actions/files.py" />
   <source>Experiment (*.toml *.json *.gdlab)</source>
   <translation>Experiment (*.toml *.json *.gdlab)</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/actions/files.py" />
   <source>Experiment (*.toml);;Experiment that a double click opens (*.gdlab)</source>
   <translation>Experiment (*.toml);;Experiment, das ein Doppelklick öffnet (*.gdlab)</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/actions/files.py" />
   <source>New from &amp;preset</source>
   <translation>Neu aus &amp;Vorlage</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/actions/files.py" />
   <source>Open experiment</source>
   <translation>Experiment öffnen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/actions/files.py" />
   <source>Open lin&amp;k…</source>
   <translation>Lin&amp;k öffnen…</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/actions/files.py" />
   <source>Open link</source>
   <translation>Link öffnen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/actions/files.py" />
   <source>Save &amp;as…</source>
   <translation>Speichern &amp;unter…</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/actions/files.py" />
   <source>Save experiment</source>
   <translation>Experiment speichern</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/actions/files.py" />
   <source>Save the changes to {name}?</source>
   <translation>Änderungen an {name} speichern?</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/actions/files.py" />
   <source>The experiment as one line of text, with its race and its view, to be sent</source>
   <translation>Das Experiment als eine Zeile Text zum Verschicken, mit Rennen und Ansicht</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/actions/files.py" />
   <source>The link was not opened: {reason}</source>
   <translation>Der Link wurde nicht geöffnet: {reason}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/actions/files.py" />
   <source>Unsaved changes</source>
   <translation>Ungespeicherte Änderungen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/actions/files.py" />
   <source>{name} is a bundle of runs: bring it in with Import runs….</source>
   <translation>{name} ist ein Bündel von Läufen: mit „Läufe importieren…“ hereinholen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/actions/files.py" />
   <source>{name} was not opened: {words}</source>
   <translation>{name} wurde nicht geöffnet: {words}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/actions/files.py" />
   <source>{path} cannot be written.</source>
   <translation>{path} lässt sich nicht schreiben.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/actions/importing.py" />
   <source>, {foreign} of other programs</source>
   <translation>, {foreign} aus anderen Programmen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/actions/importing.py" />
   <source>; already there: {known}</source>
   <translation>; schon vorhanden: {known}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/actions/importing.py" />
   <source>Import a folder of TensorBoard</source>
   <translation>Ordner von TensorBoard importieren</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/actions/importing.py" />
   <source>Import runs</source>
   <translation>Läufe importieren</translation>
  </message>
  <message numerus="yes">
   <location filename="../../gdlab/ui/actions/importing.py" />
   <source>Imported {n} runs</source>
   <translation>
    <numerusform>{n} Lauf importiert</numerusform>
    <numerusform>{n} Läufe importiert</numerusform>
   </translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/actions/importing.py" />
   <source>Reading {name}</source>
   <translation>{name} wird gelesen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/actions/importing.py" />
   <source>Runs (*.gdlab *.csv *tfevents*);;All files (*)</source>
   <translation>Läufe (*.gdlab *.csv *tfevents*);;Alle Dateien (*)</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/actions/importing.py" />
   <source>The import failed.</source>
   <translation>Der Import ist fehlgeschlagen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/actions/importing.py" />
   <source>The import was cancelled.</source>
   <translation>Der Import wurde abgebrochen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/actions/opening.py" />
   <source>Choose {name}</source>
   <translation>{name} wählen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/actions/opening.py" />
   <source>Open a folder of data</source>
   <translation>Ordner mit Daten öffnen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/actions/opening.py" />
   <source>Open data</source>
   <translation>Daten öffnen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/actions/opening.py" />
   <source>Open {name}</source>
   <translation>{name} öffnen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/actions/opening.py" />
   <source>{asked} (of a folder, choose any file)</source>
   <translation>{asked} (bei einem Ordner eine beliebige Datei daraus wählen)</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/actions/plugins.py" />
   <source>Agree…</source>
   <translation>Zustimmen…</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/actions/plugins.py" />
   <source>The agreement was not kept.</source>
   <translation>Die Zustimmung wurde nicht gespeichert.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/actions/plugins.py" />
   <source>{name} is code and may do whatever you may. Run it from the next start on, while its content is as it is now ({digest}…)?</source>
   <translation>{name} ist Programmcode und darf alles, was der angemeldete Benutzer darf. Ab dem nächsten Start ausführen, solange der Inhalt so bleibt wie jetzt ({digest}…)?</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/actions/plugins.py" />
   <source>{name} runs from the next start on.</source>
   <translation>{name} läuft ab dem nächsten Start.</translation>
  </message>
  <message numerus="yes">
   <location filename="../../gdlab/ui/actions/plugins.py" />
   <source>{n} plugins are not loaded.</source>
   <translation>
    <numerusform>{n} Plugin ist nicht geladen.</numerusform>
    <numerusform>{n} Plugins sind nicht geladen.</numerusform>
   </translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/actions/predicting.py" />
   <source>Choose a run that has ended: it predicts with what it has learned.</source>
   <translation>Einen beendeten Lauf wählen: Er sagt mit dem voraus, was er gelernt hat.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/actions/predicting.py" />
   <source>Folder of new pictures or texts for {name}</source>
   <translation>Ordner mit neuen Bildern oder Texten für {name}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/actions/predicting.py" />
   <source>New rows for {name}</source>
   <translation>Neue Zeilen für {name}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/actions/predicting.py" />
   <source>Tables (*.csv *.tsv *.txt *.xlsx *.parquet *.feather *.arff *.db *.sqlite *.jsonl *.json *.gz);;All files (*)</source>
   <translation>Tabellen (*.csv *.tsv *.txt *.xlsx *.parquet *.feather *.arff *.db *.sqlite *.jsonl *.json *.gz);;Alle Dateien (*)</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/actions/predicting.py" />
   <source>{name} was not predicted.</source>
   <translation>Für {name} gibt es keine Vorhersagen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/actions/saving.py" />
   <source> and {runs} more</source>
   <translation> und {runs} weitere</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/actions/saving.py" />
   <source>A run could not go on: {error}.</source>
   <translation>Ein Lauf konnte nicht fortgesetzt werden: {error}.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/actions/saving.py" />
   <source>Dismissing this notes them as stopped; gdlab resume goes on with one by its id.</source>
   <translation>Schließen vermerkt sie als gestoppt; gdlab resume setzt einen über seine Kennung fort.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/actions/saving.py" />
   <source>Go on</source>
   <translation>Fortsetzen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/actions/saving.py" />
   <source>Go on trains from there to the end, with the figures of a run that was not interrupted.</source>
   <translation>„Fortsetzen“ trainiert von dort bis zum Ende, mit denselben Zahlen wie ein Lauf ohne Unterbrechung.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/actions/saving.py" />
   <source>Runs cannot be saved: {cause}. Training goes on; saving is tried again.</source>
   <translation>Läufe lassen sich nicht speichern: {cause}. Das Training geht weiter; das Speichern wird erneut versucht.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/actions/saving.py" />
   <source>Runs could not be saved: {problem}</source>
   <translation>Läufe konnten nicht gespeichert werden: {problem}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/actions/saving.py" />
   <source>Save elsewhere</source>
   <translation>Anderswo speichern</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/actions/saving.py" />
   <source>The runs are offered again at the next start: {error}</source>
   <translation>Die Läufe werden beim nächsten Start wieder angeboten: {error}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/actions/saving.py" />
   <source>The runs could not be saved elsewhere: {error}.</source>
   <translation>Die Läufe konnten nicht anderswo gespeichert werden: {error}.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/actions/saving.py" />
   <source>The store can be written again; every run is saved.</source>
   <translation>Die Ablage lässt sich wieder beschreiben; alle Läufe sind gespeichert.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/actions/saving.py" />
   <source>The store could not be written. Your runs are in {elsewhere}.</source>
   <translation>Die Ablage ließ sich nicht beschreiben. Die Läufe liegen in {elsewhere}.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/actions/saving.py" />
   <source>What was trained is in the store, up to the last checkpoint.</source>
   <translation>Was trainiert wurde, liegt bis zum letzten Zwischenstand in der Ablage.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/actions/saving.py" />
   <source>Written to {result} as far as they were.</source>
   <translation>In {result} geschrieben, so weit sie waren.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/actions/saving.py" />
   <source>Your runs are in {place}.</source>
   <translation>Die Läufe liegen in {place}.</translation>
  </message>
  <message numerus="yes">
   <location filename="../../gdlab/ui/actions/saving.py" />
   <source>{n} runs were interrupted: {names}.</source>
   <translation>
    <numerusform>{n} Lauf wurde unterbrochen: {names}.</numerusform>
    <numerusform>{n} Läufe wurden unterbrochen: {names}.</numerusform>
   </translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/actions/starting.py" />
   <source>Nothing was started: what is typed in the marked field is refused.</source>
   <translation>Nichts wurde gestartet: Die Eingabe im markierten Feld wird abgelehnt.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/actions/starting.py" />
   <source>Nothing was started: {why_not}</source>
   <translation>Nichts wurde gestartet: {why_not}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/actions/starting.py" />
   <source>Remove {what}</source>
   <translation>{what} entfernen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/actions/starting.py" />
   <source>Start race</source>
   <translation>Rennen starten</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/actions/starting.py" />
   <source>The race of this experiment does not fit: {reason}</source>
   <translation>Das Rennen dieses Experiments passt nicht: {reason}</translation>
  </message>
  <message numerus="yes">
   <location filename="../../gdlab/ui/actions/starting.py" />
   <source>This experiment holds a race of {n} runs.</source>
   <translation>
    <numerusform>Dieses Experiment enthält ein Rennen mit {n} Lauf.</numerusform>
    <numerusform>Dieses Experiment enthält ein Rennen mit {n} Läufen.</numerusform>
   </translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/app.py" />
   <source>The window could not be built: {error}</source>
   <translation>Das Fenster konnte nicht aufgebaut werden: {error}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/bridge.py" />
   <source>The name was not saved: {error}</source>
   <translation>Der Name wurde nicht gespeichert: {error}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/charts/base.py" />
   <source>Give all the space to {heading} (Esc comes back)</source>
   <translation>{heading} den ganzen Platz geben (Esc führt zurück)</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/charts/base.py" />
   <source>Maximise</source>
   <translation>Maximieren</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/charts/base.py" />
   <source>Move before the last one</source>
   <translation>Vor das vorige schieben</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/charts/base.py" />
   <source>Move behind the next one</source>
   <translation>Hinter das nächste schieben</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/charts/base.py" />
   <source>Remove this chart</source>
   <translation>Dieses Diagramm entfernen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/charts/base.py" />
   <source>{name}: state kept at step {step}, from which a branch can go on</source>
   <translation>{name}: Zustand bei Schritt {step} aufbewahrt; hier kann ein Zweig beginnen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/charts/base.py" />
   <source>{notes} runs: not all steps kept</source>
   <translation>{notes} Läufe: nicht alle Schritte aufbewahrt</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/charts/gradient_norm.py" />
   <source>Gradient norm</source>
   <translation>Gradientennorm</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/charts/gradient_norm.py" />
   <source>Gradient norm by layer</source>
   <translation>Gradientennorm je Schicht</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/charts/gradient_norm.py" />
   <source>The gradient's norm is drawn here, layer by layer.</source>
   <translation>Hier erscheint die Norm des Gradienten, Schicht für Schicht.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/charts/learning_rate.py" />
   <source>Each step's learning rate is drawn here.</source>
   <translation>Hier erscheint die Lernrate jedes Schritts.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/charts/learning_rate.py" />
   <source>Learning rate</source>
   <translation>Lernrate</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/charts/loss.py" />
   <source>Loss</source>
   <translation>Verlust</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/charts/loss.py" />
   <source>Press Start, and the curve falls here.</source>
   <translation>Start drücken, und die Kurve fällt hier.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/charts/metric.py" />
   <source>Metric</source>
   <translation>Metrik</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/charts/metric.py" />
   <source>What is measured beside the loss is drawn here.</source>
   <translation>Hier erscheint, was neben dem Verlust gemessen wird.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/charts/metric.py" />
   <source>Which metric is drawn</source>
   <translation>Welche Metrik gezeichnet wird</translation>
  </message>
  <message numerus="yes">
   <location filename="../../gdlab/ui/charts/seed_lines.py" />
   <source>{label}, {n} seeds</source>
   <translation>
    <numerusform>{label}, {n} Startwert</numerusform>
    <numerusform>{label}, {n} Startwerte</numerusform>
   </translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/charts/seed_lines.py" />
   <source>{label}: seeds {seeds}</source>
   <translation>{label}: Startwerte {seeds}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/charts/sharpness.py" />
   <source>Sharpness</source>
   <translation>Schärfe</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/charts/sharpness.py" />
   <source>With curvature_every above 0, the largest eigenvalue of the Hessian is drawn here.</source>
   <translation>Mit curvature_every über 0 erscheint hier der größte Eigenwert der Hesse-Matrix.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/charts/sharpness_by_layer.py" />
   <source>With curvature_every above 0, the sharpness is drawn here, layer by layer.</source>
   <translation>Mit curvature_every über 0 erscheint hier die Schärfe, Schicht für Schicht.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/charts/tag_chart.py" />
   <source>epoch</source>
   <translation>Epoche</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/charts/tag_chart.py" />
   <source>step</source>
   <translation>Schritt</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/charts/tag_chart.py" />
   <source>{name}: best {value} at step {step}, epoch {epoch}</source>
   <translation>{name}: bester Wert {value} bei Schritt {step}, Epoche {epoch}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/charts/tag_line.py" />
   <source>train</source>
   <translation>Training</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/charts/tag_line.py" />
   <source>validation</source>
   <translation>Validierung</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/branch.py" />
   <source> (its last)</source>
   <translation> (der letzte)</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/branch.py" />
   <source>Branch from {name}</source>
   <translation>Abzweigen von {name}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/branch.py" />
   <source>Epochs more</source>
   <translation>Weitere Epochen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/branch.py" />
   <source>From</source>
   <translation>Ab</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/branch.py" />
   <source>From which step to go on</source>
   <translation>Ab welchem Schritt es weitergeht</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/branch.py" />
   <source>Optimizer, written as Adam(lr=0.001)</source>
   <translation>Optimierer, geschrieben wie Adam(lr=0.001)</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/branch.py" />
   <source>Start branch</source>
   <translation>Zweig starten</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/branch.py" />
   <source>The new run goes on from the same weights, with the same batches and draws.</source>
   <translation>Der neue Lauf geht von denselben Gewichten aus weiter, mit denselben Batches und Zufallszahlen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/branch.py" />
   <source>step {step}, epoch {epoch}</source>
   <translation>Schritt {step}, Epoche {epoch}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/charts.py" />
   <source>Automatic</source>
   <translation>Automatisch</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/charts.py" />
   <source>Charts</source>
   <translation>Diagramme</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/charts.py" />
   <source>Charts that are shown, in order</source>
   <translation>Gezeigte Diagramme, der Reihe nach</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/charts.py" />
   <source>Move the chosen chart down</source>
   <translation>Gewähltes Diagramm nach unten</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/charts.py" />
   <source>Move the chosen chart up</source>
   <translation>Gewähltes Diagramm nach oben</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/charts.py" />
   <source>Show what the runs have, as far as there is space for it</source>
   <translation>Zeigen, was die Läufe haben, soweit Platz dafür ist</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/charts.py" />
   <source>Tick what is shown. Drag the lines, or move them with the arrows.</source>
   <translation>Ankreuzen, was gezeigt wird. Zeilen ziehen oder mit den Pfeilen verschieben.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/curvature.py" />
   <source>Above this rate plain gradient descent grows along the sharpest direction</source>
   <translation>Über dieser Rate wächst einfacher Gradientenabstieg entlang der schärfsten Richtung</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/curvature.py" />
   <source>Check of the gradient</source>
   <translation>Probe des Gradienten</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/curvature.py" />
   <source>Close</source>
   <translation>Schließen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/curvature.py" />
   <source>Curvature of {label}</source>
   <translation>Krümmung von {label}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/curvature.py" />
   <source>Density of the Hessian's spectrum</source>
   <translation>Dichte des Spektrums der Hesse-Matrix</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/curvature.py" />
   <source>Eigenvalue</source>
   <translation>Eigenwert</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/curvature.py" />
   <source>Eigenvalues</source>
   <translation>Eigenwerte</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/curvature.py" />
   <source>Error of products</source>
   <translation>Fehler der Produkte</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/curvature.py" />
   <source>Gradient-noise scale</source>
   <translation>Skala des Gradientenrauschens</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/curvature.py" />
   <source>Largest relative difference to differences of the loss</source>
   <translation>Größter relativer Unterschied zu Differenzen des Verlusts</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/curvature.py" />
   <source>Products with the Hessian are differences of exact gradients</source>
   <translation>Produkte mit der Hesse-Matrix sind Differenzen genauer Gradienten</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/curvature.py" />
   <source>Share of the measurement that is done</source>
   <translation>Erledigter Anteil der Messung</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/curvature.py" />
   <source>The Hessian is being measured …</source>
   <translation>Die Hesse-Matrix wird gemessen …</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/curvature.py" />
   <source>The Hessian's lowest and highest eigenvalue, by Lanczos' method</source>
   <translation>Der niedrigste und der höchste Eigenwert der Hesse-Matrix, nach dem Lanczos-Verfahren</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/curvature.py" />
   <source>The batch size from which on larger ones hardly help</source>
   <translation>Die Batch-Größe, ab der größere kaum noch helfen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/curvature.py" />
   <source>The curvature was not measured. {result}</source>
   <translation>Die Krümmung wurde nicht gemessen. {result}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/curvature.py" />
   <source>The sum of the eigenvalues by Hutchinson's method, with its standard error</source>
   <translation>Die Summe der Eigenwerte nach dem Verfahren von Hutchinson, mit ihrem Standardfehler</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/curvature.py" />
   <source>Trace</source>
   <translation>Spur</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/curvature.py" />
   <source>density</source>
   <translation>Dichte</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/keys.py" />
   <source>Drag in a chart</source>
   <translation>Ziehen im Diagramm</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/keys.py" />
   <source>Keys and mouse</source>
   <translation>Tasten und Maus</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/keys.py" />
   <source>branch: go on from a point of the chosen run with other settings</source>
   <translation>abzweigen: von einem Punkt des gewählten Laufs mit anderen Einstellungen weiter</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/keys.py" />
   <source>duplicate, remove the chosen layer; run again, remove the chosen runs</source>
   <translation>gewählte Schicht verdoppeln, entfernen; gewählte Läufe wiederholen, entfernen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/keys.py" />
   <source>every command by a few letters</source>
   <translation>jeder Befehl über ein paar Buchstaben</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/keys.py" />
   <source>explain the field with the focus, or what is clicked next</source>
   <translation>das Feld mit dem Fokus erklären, oder was als Nächstes angeklickt wird</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/keys.py" />
   <source>export runs as CSV</source>
   <translation>Läufe als CSV exportieren</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/keys.py" />
   <source>full screen</source>
   <translation>Vollbild</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/keys.py" />
   <source>move the chosen layer</source>
   <translation>gewählte Schicht verschieben</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/keys.py" />
   <source>new, open, save the experiment</source>
   <translation>Experiment neu, öffnen, speichern</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/keys.py" />
   <source>open your own data</source>
   <translation>eigene Daten öffnen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/keys.py" />
   <source>present: only the charts, in large type; Esc comes back</source>
   <translation>vorführen: nur die Diagramme, in großer Schrift; Esc führt zurück</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/keys.py" />
   <source>race</source>
   <translation>ein Rennen einrichten</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/keys.py" />
   <source>rename, hide or show the chosen runs</source>
   <translation>gewählte Läufe umbenennen, aus- oder einblenden</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/keys.py" />
   <source>show or hide Look inside</source>
   <translation>Einblick zeigen oder ausblenden</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/keys.py" />
   <source>single step</source>
   <translation>einzelner Schritt</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/keys.py" />
   <source>start a run</source>
   <translation>einen Lauf starten</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/keys.py" />
   <source>start, pause, go on</source>
   <translation>starten, pausieren, fortsetzen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/keys.py" />
   <source>undo, redo an edit of the experiment</source>
   <translation>Änderung am Experiment rückgängig machen, wiederherstellen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/keys.py" />
   <source>zoom to a box; Shift-drag pans, Alt+wheel zooms, double-click shows all</source>
   <translation>in einen Rahmen zoomen; Umschalt-Ziehen verschiebt, Alt+Rad zoomt, Doppelklick zeigt alles</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/columns.py" />
   <source>Column</source>
   <translation>Spalte</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/columns.py" />
   <source>Columns, the part that each plays, and what it holds</source>
   <translation>Spalten, ihre Rolle und was sie enthalten</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/columns.py" />
   <source>Different</source>
   <translation>Versch.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/columns.py" />
   <source>Double-click to put the levels in order, lowest first, with commas between</source>
   <translation>Doppelklick, um die Stufen zu ordnen, die niedrigste zuerst, mit Kommas dazwischen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/columns.py" />
   <source>Holds</source>
   <translation>Enthält</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/columns.py" />
   <source>How the dates are written ({few}): %d day, %m month, %Y year; double-click to change it</source>
   <translation>Schreibweise der Daten ({few}): %d Tag, %m Monat, %Y Jahr; ändern mit Doppelklick</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/columns.py" />
   <source>Missing</source>
   <translation>Fehlend</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/columns.py" />
   <source>Note</source>
   <translation>Bemerkung</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/columns.py" />
   <source>Part</source>
   <translation>Rolle</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/columns.py" />
   <source>Part of {name}</source>
   <translation>Rolle von {name}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/columns.py" />
   <source>Values</source>
   <translation>Werte</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/columns.py" />
   <source>What {name} holds</source>
   <translation>Was {name} enthält</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/columns.py" />
   <source>categories</source>
   <translation>Kategorien</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/columns.py" />
   <source>dates</source>
   <translation>Datumsangaben</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/columns.py" />
   <source>group of the split</source>
   <translation>Gruppe der Aufteilung</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/columns.py" />
   <source>input</source>
   <translation>Eingabe</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/columns.py" />
   <source>leave out</source>
   <translation>weglassen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/columns.py" />
   <source>numbers</source>
   <translation>Zahlen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/columns.py" />
   <source>ordered levels</source>
   <translation>geordnete Stufen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/columns.py" />
   <source>predict</source>
   <translation>vorhersagen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/columns.py" />
   <source>predict as well</source>
   <translation>auch vorhersagen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/columns.py" />
   <source>text</source>
   <translation>Text</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/columns.py" />
   <source>time of the split</source>
   <translation>Zeit der Aufteilung</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/dialect.py" />
   <source>Character set</source>
   <translation>Zeichensatz</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/dialect.py" />
   <source>Decimal sign</source>
   <translation>Dezimalzeichen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/dialect.py" />
   <source>Header</source>
   <translation>Kopfzeile</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/dialect.py" />
   <source>Lines above the header</source>
   <translation>Zeilen über der Kopfzeile</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/dialect.py" />
   <source>Row of units</source>
   <translation>Zeile mit Einheiten</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/dialect.py" />
   <source>Rows of totals</source>
   <translation>Zeilen mit Summen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/dialect.py" />
   <source>Separator</source>
   <translation>Trennzeichen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/dialect.py" />
   <source>UTF-8, BOM</source>
   <translation>UTF-8, BOM</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/dialect.py" />
   <source>Whether the first record holds the names of the columns, or values already</source>
   <translation>Ob der erste Datensatz die Namen der Spalten enthält oder schon Werte</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/dialect.py" />
   <source>Windows-1252</source>
   <translation>Windows-1252</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/dialect.py" />
   <source>find out</source>
   <translation>herausfinden</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/dialect.py" />
   <source>found</source>
   <translation>gefunden</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/dialect.py" />
   <source>kept</source>
   <translation>behalten</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/dialect.py" />
   <source>left out</source>
   <translation>weggelassen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/dialect.py" />
   <source>names</source>
   <translation>Namen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/dialect.py" />
   <source>no</source>
   <translation>nein</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/dialect.py" />
   <source>values</source>
   <translation>Werte</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/dialect.py" />
   <source>yes</source>
   <translation>ja</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/dialect.py" />
   <source>{found} (found)</source>
   <translation>{found} (erk.)</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/dialog.py" />
   <source>Choose another…</source>
   <translation>Anderes wählen…</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/dialog.py" />
   <source>CrossEntropyLoss and one output a class, or MSELoss and one a value</source>
   <translation>CrossEntropyLoss und eine Ausgabe je Klasse, oder MSELoss und eine je Wert</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/dialog.py" />
   <source>Data ({tables} *.txt *.npz *.npy *.svm *.svmlight *.libsvm *.zip *.gz *.tgz *.md);;Tables ({tables});;All files (*)</source>
   <translation>Daten ({tables} *.txt *.npz *.npy *.svm *.svmlight *.libsvm *.zip *.gz *.tgz *.md);;Tabellen ({tables});;Alle Dateien (*)</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/dialog.py" />
   <source>Fit loss and last layer to these data</source>
   <translation>Verlust und letzte Schicht an diese Daten anpassen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/dialog.py" />
   <source>Looking into the file…</source>
   <translation>Die Datei wird angesehen…</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/dialog.py" />
   <source>Read as</source>
   <translation>Lesen als</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/dialog.py" />
   <source>Reading {name}…</source>
   <translation>{name} wird gelesen…</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/dialog.py" />
   <source>Sheet</source>
   <translation>Blatt</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/dialog.py" />
   <source>Sheet or table</source>
   <translation>Blatt oder Tabelle</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/dialog.py" />
   <source>Stopped; nothing was changed.</source>
   <translation>Angehalten; nichts wurde geändert.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/dialog.py" />
   <source>Use these data</source>
   <translation>Diese Daten verwenden</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/dialog.py" />
   <source>{name} is the experiment's data: {total} examples.{done} Ctrl+Z takes it back.</source>
   <translation>{name} enthält nun die Daten des Experiments: {total} Beispiele.{done} Strg+Z nimmt es zurück.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/form.py" />
   <source>Choose the file of targets…</source>
   <translation>Datei der Zielwerte wählen…</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/form.py" />
   <source>NumPy array (*.npy)</source>
   <translation>NumPy-Array (*.npy)</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/form.py" />
   <source>Split and preparation</source>
   <translation>Aufteilung, Skalierung</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/form.py" />
   <source>The targets</source>
   <translation>Die Zielwerte</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/form.py" />
   <source>These data cannot be used as they are; the sentence below says why.</source>
   <translation>Diese Daten sind so nicht verwendbar; der Satz unten sagt, warum.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/form.py" />
   <source>What the data look like is shown here once they are read.</source>
   <translation>Wie die Daten aussehen, erscheint hier, sobald sie gelesen sind.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/form.py" />
   <source>found by itself</source>
   <translation>selbst gefunden</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/form.py" />
   <source>none</source>
   <translation>ohne</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/form.py" />
   <source>one series</source>
   <translation>eine Reihe</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/form.py" />
   <source>the first</source>
   <translation>die erste</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/form.py" />
   <source>the last</source>
   <translation>die letzte</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/form.py" />
   <source>the last with numbers</source>
   <translation>die letzte mit Zahlen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/inspection.py" />
   <source>a table</source>
   <translation>eine Tabelle</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/inspection.py" />
   <source>a text</source>
   <translation>ein Text</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/inspection.py" />
   <source>a time series</source>
   <translation>eine Zeitreihe</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/inspection.py" />
   <source>arrays</source>
   <translation>Arrays</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/inspection.py" />
   <source>pictures</source>
   <translation>Bilder</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/inspection.py" />
   <source>texts</source>
   <translation>Texte</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/rows.py" />
   <source>First rows of the file</source>
   <translation>Erste Zeilen der Datei</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/rows.py" />
   <source>Line</source>
   <translation>Zeile</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/rows.py" />
   <source>Rows that cannot be read</source>
   <translation>Zeilen, die sich nicht lesen lassen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/rows.py" />
   <source>Text</source>
   <translation>Text</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/rows.py" />
   <source>Why</source>
   <translation>Warum</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/table.py" />
   <source>, and {n_bad} that cannot be read</source>
   <translation>, und {n_bad}, die sich nicht lesen lassen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/table.py" />
   <source>; the first {most_columns} and the last are listed</source>
   <translation>; aufgeführt sind die ersten {most_columns} und die letzte</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/table.py" />
   <source>Bad rows</source>
   <translation>Fehlerhafte Zeilen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/table.py" />
   <source>Bad rows ({n_bad})</source>
   <translation>Fehlerhafte Zeilen ({n_bad})</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/table.py" />
   <source>Column to predict</source>
   <translation>Spalte, die vorhergesagt wird</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/table.py" />
   <source>Constant</source>
   <translation>Konstante</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/table.py" />
   <source>Dates also give</source>
   <translation>Datum ergibt auch</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/table.py" />
   <source>First rows</source>
   <translation>Erste Zeilen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/table.py" />
   <source>Missing values</source>
   <translation>Fehlende Werte</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/table.py" />
   <source>Predict</source>
   <translation>Vorhersagen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/table.py" />
   <source>Predict it as</source>
   <translation>Vorhersagen als</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/table.py" />
   <source>Text becomes</source>
   <translation>Text wird zu</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/table.py" />
   <source>The sine and cosine of a date's place in the year, the week or the day</source>
   <translation>Sinus und Kosinus der Stelle eines Datums im Jahr, in der Woche oder am Tag</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/table.py" />
   <source>Validation</source>
   <translation>Validierung</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/table.py" />
   <source>a constant</source>
   <translation>eine Konstante</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/table.py" />
   <source>a share of these rows</source>
   <translation>ein Anteil dieser Zeilen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/table.py" />
   <source>a value</source>
   <translation>ein Wert</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/table.py" />
   <source>class or value, as found</source>
   <translation>Klasse oder Wert, wie gefunden</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/table.py" />
   <source>classes</source>
   <translation>Klassen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/table.py" />
   <source>counts in hashed bins</source>
   <translation>Anzahlen in gestreuten Fächern</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/table.py" />
   <source>counts of words</source>
   <translation>Anzahlen der Wörter</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/table.py" />
   <source>leave the row out</source>
   <translation>die Zeile weglassen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/table.py" />
   <source>leave them out</source>
   <translation>sie weglassen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/table.py" />
   <source>mean of the column</source>
   <translation>Mittelwert der Spalte</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/table.py" />
   <source>mean, and a column that says so</source>
   <translation>Mittelwert und eine Spalte, die es vermerkt</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/table.py" />
   <source>median of the column</source>
   <translation>Median der Spalte</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/table.py" />
   <source>month and weekday</source>
   <translation>Monat und Wochentag</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/table.py" />
   <source>month, weekday and hour</source>
   <translation>Monat, Wochentag und Stunde</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/table.py" />
   <source>most frequent value</source>
   <translation>häufigster Wert</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/table.py" />
   <source>nothing</source>
   <translation>nichts</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/table.py" />
   <source>refuse the file</source>
   <translation>die Datei ablehnen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/table.py" />
   <source>the month</source>
   <translation>der Monat</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/table.py" />
   <source>the rows of {name}</source>
   <translation>die Zeilen von {name}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/table.py" />
   <source>word numbers, for an Embedding</source>
   <translation>Nummern der Wörter, für ein Embedding</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/table.py" />
   <source>{map} taken for missing</source>
   <translation>{map} gelten als fehlend</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/table.py" />
   <source>{missing} rows have no {target}</source>
   <translation>{missing} Zeilen haben kein {target}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/table.py" />
   <source>{n_bad} rows cannot be read; the list below says which</source>
   <translation>{n_bad} Zeilen lassen sich nicht lesen; die Liste unten nennt sie</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/table.py" />
   <source>{rows} rows{bad}. {columns} columns{more}.</source>
   <translation>{rows} Zeilen{bad}. {columns} Spalten{more}.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/task.py" />
   <source> Guessed, since {why}.</source>
   <translation> Vermutet, denn {why}.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/task.py" />
   <source> and {inputs} more</source>
   <translation> und {inputs} weitere</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/task.py" />
   <source>Classification: tell {classes} from {names}.{because}</source>
   <translation>Klassifikation: {classes} an {names} unterscheiden.{because}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/task.py" />
   <source>Predict {targets} and {targets_2} from {names}, an output each: values; labels where all hold 0 and 1; classes where every row has one 1 among them.</source>
   <translation>{targets} und {targets_2} aus {names} vorhersagen, je eine Ausgabe: Werte; Kennzeichen, wo alle 0 und 1 enthalten; Klassen, wo jede Zeile genau eine 1 darunter hat.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/task.py" />
   <source>Regression: predict the value of {name} from {names}.{because}</source>
   <translation>Regression: den Wert von {name} aus {names} vorhersagen.{because}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/task.py" />
   <source>choose the column to predict</source>
   <translation>die Spalte wählen, die vorhergesagt wird</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/task.py" />
   <source>holds one value only, so there is nothing to learn</source>
   <translation>enthält nur einen Wert, da gibt es nichts zu lernen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/task.py" />
   <source>holds words, which cannot be predicted as a value</source>
   <translation>enthält Wörter, die sich nicht als Wert vorhersagen lassen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/task.py" />
   <source>lowest first; double-click to put them in order</source>
   <translation>die niedrigste zuerst; ordnen mit Doppelklick</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/task.py" />
   <source>no column is left as an input</source>
   <translation>keine Spalte bleibt als Eingabe</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/task.py" />
   <source>one value only: says nothing</source>
   <translation>nur ein Wert: sagt nichts aus</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/task.py" />
   <source>the levels lack {lost}</source>
   <translation>den Stufen fehlt {lost}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/task.py" />
   <source>write its levels under Values, lowest first</source>
   <translation>die Stufen unter Werte schreiben, die niedrigste zuerst</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/task.py" />
   <source>{distinct} classes of {name}{which}</source>
   <translation>{distinct} Klassen von {name}{which}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/task.py" />
   <source>{missing} rows without it are left out</source>
   <translation>{missing} Zeilen ohne sie werden weggelassen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/open_data/task.py" />
   <source>{words} holds no numbers; such a column is predicted alone</source>
   <translation>{words} enthält keine Zahlen; so eine Spalte wird allein vorhergesagt</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/palette.py" />
   <source>Commands</source>
   <translation>Befehle</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/palette.py" />
   <source>Commands that fit</source>
   <translation>Passende Befehle</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/palette.py" />
   <source>Type a few letters of a command</source>
   <translation>Ein paar Buchstaben eines Befehls eingeben</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/palette.py" />
   <source>What do you want to do?</source>
   <translation>Was soll geschehen?</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/picture.py" />
   <source>How many times the screen's; SVG and PDF have none</source>
   <translation>Das Wievielfache des Bildschirms; SVG und PDF haben keine</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/picture.py" />
   <source>Name the curves below the chart</source>
   <translation>Die Kurven unter dem Diagramm benennen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/picture.py" />
   <source>On the screen it is {usual} pt; lines grow with it</source>
   <translation>Auf dem Bildschirm sind es {usual} pt; Linien wachsen mit</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/picture.py" />
   <source>Picture for print or slides</source>
   <translation>Bild für Druck oder Folien</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/picture.py" />
   <source>Resolution</source>
   <translation>Auflösung</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/picture.py" />
   <source>Resolution of a PNG</source>
   <translation>Auflösung eines PNG</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/picture.py" />
   <source>Size of the text</source>
   <translation>Schriftgröße</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/picture.py" />
   <source>The file's ending chooses PNG, SVG or PDF.</source>
   <translation>Die Endung der Datei wählt PNG, SVG oder PDF.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/predictions.py" />
   <source> {lost} of them could not be predicted: the last column says why.</source>
   <translation> {lost} davon ließen sich nicht vorhersagen: Die letzte Spalte sagt, warum.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/predictions.py" />
   <source>; the first {most} are shown</source>
   <translation>; gezeigt sind die ersten {most}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/predictions.py" />
   <source>CSV (*.csv)</source>
   <translation>CSV (*.csv)</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/predictions.py" />
   <source>Predictions</source>
   <translation>Vorhersagen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/predictions.py" />
   <source>Predictions of {label}</source>
   <translation>Vorhersagen von {label}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/predictions.py" />
   <source>Save as CSV…</source>
   <translation>Als CSV speichern…</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/predictions.py" />
   <source>Save predictions</source>
   <translation>Vorhersagen speichern</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/predictions.py" />
   <source>Wrote {predictions} predictions to {path}</source>
   <translation>{predictions} Vorhersagen nach {path} geschrieben</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/predictions.py" />
   <source>{count} rows of {name}{shown}.{without}</source>
   <translation>{count} Zeilen von {name}{shown}.{without}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/race.py" />
   <source> ({count} variants of {seeds} seeds)</source>
   <translation> ({count} Varianten mit {seeds} Startwerten)</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/race.py" />
   <source>Each run takes</source>
   <translation>Jeder Lauf dauert</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/race.py" />
   <source>Length of each run</source>
   <translation>Länge jedes Laufs</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/race.py" />
   <source>Seeds each</source>
   <translation>Startwerte je Variante</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/race.py" />
   <source>The runs share initial weights, batch order and every random draw; only this differs:</source>
   <translation>Die Läufe teilen Anfangsgewichte, Reihenfolge der Batches und jede Zufallszahl; nur dies unterscheidet sie:</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/race.py" />
   <source>Unit of the length</source>
   <translation>Einheit der Länge</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/race.py" />
   <source>as in the experiment</source>
   <translation>wie im Experiment</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/race.py" />
   <source>both lists vary the same; choose another field for the second</source>
   <translation>beide Listen verändern dasselbe; für die zweite ein anderes Feld wählen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/race.py" />
   <source>{count} runs are more than the {most} that a race may have; take fewer values or seeds</source>
   <translation>{count} Läufe sind mehr als die {most}, die ein Rennen haben darf; weniger Werte oder Startwerte nehmen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/race.py" />
   <source>{first} and {second} both are settings side by side, which are not crossed; vary a field beside one</source>
   <translation>{first} und {second} sind beide Einstellungen nebeneinander, die nicht gekreuzt werden; ein einzelnes Feld daneben verändern</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/range_test.py" />
   <source>Learning-rate range test</source>
   <translation>Lernratentest</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/range_test.py" />
   <source>Loss of each step</source>
   <translation>Verlust jedes Schritts</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/range_test.py" />
   <source>Share of the steps that are done</source>
   <translation>Erledigter Anteil der Schritte</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/range_test.py" />
   <source>The network trains for up to 200 steps, with a rate that grows from 1e-6 to 10.</source>
   <translation>Das Netz trainiert bis zu 200 Schritte, mit einer Rate, die von 1e-6 auf 10 wächst.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/range_test.py" />
   <source>The rate grows with every step …</source>
   <translation>Die Rate wächst mit jedem Schritt …</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/range_test.py" />
   <source>The test was not made. {result}</source>
   <translation>Der Test wurde nicht gemacht. {result}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/range_test.py" />
   <source>Train with it</source>
   <translation>Damit trainieren</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/range_test.py" />
   <source>Train with {rate}</source>
   <translation>Mit {rate} trainieren</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/range_test.py" />
   <source>Use in the experiment</source>
   <translation>Im Experiment verwenden</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/range_test.py" />
   <source>each step</source>
   <translation>jeder Schritt</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/range_test.py" />
   <source>smoothed</source>
   <translation>geglättet</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/saving.py" />
   <source>A folder for your runs</source>
   <translation>Ein Ordner für die Läufe</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/saving.py" />
   <source>Choose a folder…</source>
   <translation>Ordner wählen…</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/saving.py" />
   <source>Close without them</source>
   <translation>Ohne sie schließen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/saving.py" />
   <source>Do not close</source>
   <translation>Nicht schließen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/saving.py" />
   <source>Runs that are not saved</source>
   <translation>Nicht gespeicherte Läufe</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/saving.py" />
   <source>Save elsewhere and close</source>
   <translation>Anderswo speichern und schließen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/saving.py" />
   <source>Saving</source>
   <translation>Speichern</translation>
  </message>
  <message numerus="yes">
   <location filename="../../gdlab/ui/dialogs/saving.py" />
   <source>Saving {n} runs …</source>
   <translation>
    <numerusform>{n} Lauf wird gespeichert …</numerusform>
    <numerusform>{n} Läufe werden gespeichert …</numerusform>
   </translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/saving.py" />
   <source>Stopping what is under way …</source>
   <translation>Laufendes wird angehalten …</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/saving.py" />
   <source>Your runs could not be saved.</source>
   <translation>Die Läufe konnten nicht gespeichert werden.</translation>
  </message>
  <message numerus="yes">
   <location filename="../../gdlab/ui/dialogs/saving.py" />
   <source>{n} runs are not saved so far.</source>
   <translation>
    <numerusform>{n} Lauf ist noch nicht gespeichert.</numerusform>
    <numerusform>{n} Läufe sind noch nicht gespeichert.</numerusform>
   </translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/saving.py" />
   <source>{reason}.

What the store still refuses when the window closes is written to a file in your home folder.</source>
   <translation>{reason}.

Was die Ablage beim Schließen des Fensters immer noch ablehnt, wird in eine Datei im Benutzerordner geschrieben.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/varied_field.py" />
   <source>Add value</source>
   <translation>Wert hinzufügen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/varied_field.py" />
   <source>Nothing else</source>
   <translation>Sonst nichts</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/varied_field.py" />
   <source>Remove the chosen value</source>
   <translation>Gewählten Wert entfernen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/varied_field.py" />
   <source>The values that race; tick those that take part, double-click to change one</source>
   <translation>Die Werte, die antreten; ankreuzen, welche teilnehmen, ändern mit Doppelklick</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/varied_field.py" />
   <source>What differs besides</source>
   <translation>Was außerdem verschieden ist</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/dialogs/varied_field.py" />
   <source>What differs between the runs</source>
   <translation>Was die Läufe unterscheidet</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/experiment.py" />
   <source>Redo</source>
   <translation>Wiederherstellen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/experiment.py" />
   <source>Redo {redo_text}</source>
   <translation>Wiederherstellen: {redo_text}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/experiment.py" />
   <source>Undo</source>
   <translation>Rückgängig</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/experiment.py" />
   <source>Undo {undo_text}</source>
   <translation>Rückgängig: {undo_text}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/forms/editors.py" />
   <source>default</source>
   <translation>Vorgabe</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/forms/form.py" />
   <source>More</source>
   <translation>Mehr</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/forms/members.py" />
   <source>Add</source>
   <translation>Hinzufügen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/forms/members.py" />
   <source>Add to {name}</source>
   <translation>Zu {name} hinzufügen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/forms/members.py" />
   <source>Move {words} up</source>
   <translation>{words} nach oben</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/forms/members.py" />
   <source>Remove {words}</source>
   <translation>{words} entfernen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/forms/titles.py" />
   <source>Annealing</source>
   <translation>Abkühlung</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/forms/titles.py" />
   <source>Averaging from step</source>
   <translation>Mitteln ab Schritt</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/forms/titles.py" />
   <source>Averaging power</source>
   <translation>Potenz der Mittelung</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/forms/titles.py" />
   <source>Axis</source>
   <translation>Achse</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/forms/titles.py" />
   <source>Clip gradient norm</source>
   <translation>Gradientennorm kappen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/forms/titles.py" />
   <source>Clip gradient values</source>
   <translation>Gradientenwerte kappen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/forms/titles.py" />
   <source>Cores</source>
   <translation>Kerne</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/forms/titles.py" />
   <source>Decay of squares</source>
   <translation>Abklingen der Quadrate</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/forms/titles.py" />
   <source>Epsilon</source>
   <translation>Epsilon</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/forms/titles.py" />
   <source>Evaluate every</source>
   <translation>Auswerten alle</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/forms/titles.py" />
   <source>First period</source>
   <translation>Erste Periode</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/forms/titles.py" />
   <source>First rate over last</source>
   <translation>Erste durch letzte Rate</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/forms/titles.py" />
   <source>Groups</source>
   <translation>Gruppen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/forms/titles.py" />
   <source>Half period</source>
   <translation>Halbe Periode</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/forms/titles.py" />
   <source>Highest rate</source>
   <translation>Höchste Rate</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/forms/titles.py" />
   <source>Highest rate over first</source>
   <translation>Höchste durch erste Rate</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/forms/titles.py" />
   <source>Initial weights</source>
   <translation>Anfangsgewichte</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/forms/titles.py" />
   <source>Inputs</source>
   <translation>Eingaben</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/forms/titles.py" />
   <source>L1 penalty</source>
   <translation>L1-Strafe</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/forms/titles.py" />
   <source>L2 penalty</source>
   <translation>L2-Strafe</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/forms/titles.py" />
   <source>Lambda</source>
   <translation>Lambda</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/forms/titles.py" />
   <source>Largest outputs</source>
   <translation>Größte Ausgaben</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/forms/titles.py" />
   <source>Layers</source>
   <translation>Schichten</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/forms/titles.py" />
   <source>Line search</source>
   <translation>Liniensuche</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/forms/titles.py" />
   <source>Lower bound</source>
   <translation>Untere Grenze</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/forms/titles.py" />
   <source>Lowest rate</source>
   <translation>Niedrigste Rate</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/forms/titles.py" />
   <source>Most evaluations</source>
   <translation>Höchstens Auswertungen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/forms/titles.py" />
   <source>Most iterations</source>
   <translation>Höchstens Iterationen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/forms/titles.py" />
   <source>Newton–Schulz coefficients</source>
   <translation>Newton-Schulz-Koeffizienten</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/forms/titles.py" />
   <source>Newton–Schulz steps</source>
   <translation>Newton-Schulz-Schritte</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/forms/titles.py" />
   <source>Padding token</source>
   <translation>Fülltoken</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/forms/titles.py" />
   <source>Period factor</source>
   <translation>Periodenfaktor</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/forms/titles.py" />
   <source>Positive weight</source>
   <translation>Gewicht der Positiven</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/forms/titles.py" />
   <source>Precision</source>
   <translation>Genauigkeit der Zahlen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/forms/titles.py" />
   <source>Probability</source>
   <translation>Wahrscheinlichkeit</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/forms/titles.py" />
   <source>Rare slope</source>
   <translation>Steigung für Seltene</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/forms/titles.py" />
   <source>Rate by matrix shape</source>
   <translation>Rate nach Matrixform</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/forms/titles.py" />
   <source>Rate decay</source>
   <translation>Abfall der Rate</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/forms/titles.py" />
   <source>Rate formula</source>
   <translation>Formel der Rate</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/forms/titles.py" />
   <source>Rate's power in weights</source>
   <translation>Potenz der Rate im Gewicht</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/forms/titles.py" />
   <source>Rising share</source>
   <translation>Anteil des Anstiegs</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/forms/titles.py" />
   <source>Slope at kinks</source>
   <translation>Steigung an Knicken</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/forms/titles.py" />
   <source>Slope or bound</source>
   <translation>Steigung oder Grenze</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/forms/titles.py" />
   <source>Slopes</source>
   <translation>Steigungen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/forms/titles.py" />
   <source>Standard deviation</source>
   <translation>Standardabweichung</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/forms/titles.py" />
   <source>Step bound</source>
   <translation>Schrittgrenze</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/forms/titles.py" />
   <source>Step-size factors</source>
   <translation>Faktoren der Schrittweite</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/forms/titles.py" />
   <source>Targets</source>
   <translation>Zielwerte</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/forms/titles.py" />
   <source>Test share</source>
   <translation>Testanteil</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/forms/titles.py" />
   <source>Ticks</source>
   <translation>Takte</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/forms/titles.py" />
   <source>Tokens</source>
   <translation>Tokens</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/forms/titles.py" />
   <source>Upper bound</source>
   <translation>Obere Grenze</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/forms/titles.py" />
   <source>Validation share</source>
   <translation>Validierungsanteil</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/forms/titles.py" />
   <source>Value</source>
   <translation>Wert</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/forms/titles.py" />
   <source>Warm-up steps</source>
   <translation>Aufwärmschritte</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/forms/titles.py" />
   <source>Warm-up ticks</source>
   <translation>Aufwärmtakte</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/base.py" />
   <source>{name} view</source>
   <translation>Ansicht {name}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/boundary_view.py" />
   <source>Boundary</source>
   <translation>Grenze</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/boundary_view.py" />
   <source>Classes by their share of the plane: {shown}; below {sure} sure on {unsure} of it, where the colour is pale. {upper}{right}. </source>
   <translation>Klassen nach ihrem Anteil an der Ebene: {shown}; unter {sure} sicher auf {unsure} davon, wo die Farbe blass ist. {upper}{right}. </translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/boundary_view.py" />
   <source>Colour each place by its class alone, however unsure the network is of it</source>
   <translation>Jede Stelle allein nach ihrer Klasse färben, so unsicher das Netz dort auch ist</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/boundary_view.py" />
   <source>Decided classes only</source>
   <translation>Nur entschiedene Klassen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/boundary_view.py" />
   <source>Decision boundary</source>
   <translation>Entscheidungsgrenze</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/boundary_view.py" />
   <source>From {low} to {high} over the plane. </source>
   <translation>Von {low} bis {high} über der Ebene. </translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/boundary_view.py" />
   <source>Output that is shown</source>
   <translation>Gezeigte Ausgabe</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/boundary_view.py" />
   <source>Which of several outputs the colours stand for</source>
   <translation>Für welche von mehreren Ausgaben die Farben stehen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/boundary_view.py" />
   <source>output {k} of {target_width}</source>
   <translation>Ausgabe {k} von {target_width}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/boundary_view.py" />
   <source>{words}Filled points are for training, hollow ones for validation.</source>
   <translation>{words}Gefüllte Punkte sind Training, hohle Validierung.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/boundary_view.py" />
   <source>{words}● training, ○ validation.</source>
   <translation>{words}● Training, ○ Validierung.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/confusion_view.py" />
   <source>Confusion</source>
   <translation>Verwechslung</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/confusion_view.py" />
   <source>Over {words}.</source>
   <translation>Über {words}.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/confusion_view.py" />
   <source>Start a run to see its confusions.</source>
   <translation>Einen Lauf starten, um seine Verwechslungen zu sehen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/confusion_view.py" />
   <source>predicted</source>
   <translation>vorhergesagt</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/confusion_view.py" />
   <source>true</source>
   <translation>wahr</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/fit_view.py" />
   <source>Curve</source>
   <translation>Kurve</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/fit_view.py" />
   <source>Fit</source>
   <translation>Anpassung</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/fit_view.py" />
   <source>How the fit is shown</source>
   <translation>Wie die Anpassung gezeigt wird</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/fit_view.py" />
   <source>Output {k}</source>
   <translation>Ausgabe {k}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/fit_view.py" />
   <source>Predicted and true</source>
   <translation>Vorhergesagt und wahr</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/fit_view.py" />
   <source>Residuals</source>
   <translation>Residuen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/fit_view.py" />
   <source>Which output is shown</source>
   <translation>Welche Ausgabe gezeigt wird</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/fit_view.py" />
   <source>count</source>
   <translation>Anzahl</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/fit_view.py" />
   <source>no residual</source>
   <translation>kein Residuum</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/fit_view.py" />
   <source>predicted = true</source>
   <translation>vorhergesagt = wahr</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/fit_view.py" />
   <source>predicted − true {target}</source>
   <translation>vorhergesagt − wahr: {target}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/fit_view.py" />
   <source>the network</source>
   <translation>das Netz</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/fit_view.py" />
   <source>true {target}</source>
   <translation>wahr: {target}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/fit_view.py" />
   <source>{part} residuals</source>
   <translation>Residuen: {part}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/fit_view.py" />
   <source>{part}: RMSE {rmse}, MAE {mae}, R² {r2}, mean residual {mean} ({words}).</source>
   <translation>{part}: RMSE {rmse}, MAE {mae}, R² {r2}, mittleres Residuum {mean} ({words}).</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/fit_view.py" />
   <source>{target} in its own unit.</source>
   <translation>{target} in eigener Einheit.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/forecast_view.py" />
   <source>, {worth} than repeating the last known value ({repeated})</source>
   <translation>, {worth} als den letzten bekannten Wert zu wiederholen ({repeated})</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/forecast_view.py" />
   <source>. Shown are {dates} to {dates_2}</source>
   <translation>. Gezeigt sind {dates} bis {dates_2}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/forecast_view.py" />
   <source>Forecast</source>
   <translation>Prognose</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/forecast_view.py" />
   <source>Forecasts {steps}, over {words}: RMSE {rmse}</source>
   <translation>Prognosen {steps}, über {words}: RMSE {rmse}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/forecast_view.py" />
   <source>better</source>
   <translation>besser</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/forecast_view.py" />
   <source>horizon: {steps}</source>
   <translation>Horizont: {steps}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/forecast_view.py" />
   <source>no better</source>
   <translation>nicht besser</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/forecast_view.py" />
   <source>step of the series</source>
   <translation>Schritt der Reihe</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/forecast_view.py" />
   <source>validation from here</source>
   <translation>ab hier Validierung</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/forecast_view.py" />
   <source>what came</source>
   <translation>was eintrat</translation>
  </message>
  <message numerus="yes">
   <location filename="../../gdlab/ui/inside/forecast_view.py" />
   <source>{n} steps ahead</source>
   <translation>
    <numerusform>{n} Schritt voraus</numerusform>
    <numerusform>{n} Schritte voraus</numerusform>
   </translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/layers_view.py" />
   <source>, over {words}</source>
   <translation>, über {words}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/layers_view.py" />
   <source>, {size} at step {end}</source>
   <translation>, {size} bei Schritt {end}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/layers_view.py" />
   <source>; {share} dead or saturated</source>
   <translation>; {share} tot oder gesättigt</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/layers_view.py" />
   <source>; {zeros} of {zeros_2} are 0</source>
   <translation>; {zeros} von {zeros_2} sind 0</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/layers_view.py" />
   <source>A run that was opened again keeps no gradients; start or branch it to see them.</source>
   <translation>Ein wieder geöffneter Lauf behält keine Gradienten; ihn starten oder abzweigen, um sie zu sehen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/layers_view.py" />
   <source>Activations</source>
   <translation>Aktivierungen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/layers_view.py" />
   <source>Branch to try it…</source>
   <translation>Zum Probieren abzweigen…</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/layers_view.py" />
   <source>Go on from a point of this run with other settings</source>
   <translation>Von einem Punkt dieses Laufs mit anderen Einstellungen weitergehen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/layers_view.py" />
   <source>Gradients</source>
   <translation>Gradienten</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/layers_view.py" />
   <source>Nothing to count yet.</source>
   <translation>Noch nichts zu zählen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/layers_view.py" />
   <source>Root mean square {size} at step {start}</source>
   <translation>Quadratisches Mittel {size} bei Schritt {start}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/layers_view.py" />
   <source>Updates</source>
   <translation>Änderungen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/layers_view.py" />
   <source>Updates are measured between two saved states, of which there is one so far.</source>
   <translation>Änderungen werden zwischen zwei gesicherten Zuständen gemessen; bisher gibt es einen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/layers_view.py" />
   <source>What of the layers is shown</source>
   <translation>Was von den Schichten gezeigt wird</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/layers_view.py" />
   <source>Which layer is shown</source>
   <translation>Welche Schicht gezeigt wird</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/layers_view.py" />
   <source>size of a weight's change in one step</source>
   <translation>Größe der Änderung eines Gewichts in einem Schritt</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/layers_view.py" />
   <source>size of a weight's gradient</source>
   <translation>Größe des Gradienten eines Gewichts</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/layers_view.py" />
   <source>what leaves the layer</source>
   <translation>was die Schicht verlässt</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/layers_view.py" />
   <source>{alarms} more alarms.</source>
   <translation>{alarms} weitere Warnungen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/layers_view.py" />
   <source>{said}{over}. Shown are the steps at which the run saved its state, and the last.</source>
   <translation>{said}{over}. Gezeigt sind die Schritte, bei denen der Lauf seinen Zustand sicherte, und der letzte.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/layers_view.py" />
   <source>✓ No layer is dead, saturated, starved of gradient or moved too far in a step.</source>
   <translation>✓ Keine Schicht ist tot, gesättigt, ohne Gradient oder in einem Schritt zu weit bewegt.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/network_view.py" />
   <source>After {layer}</source>
   <translation>Nach {layer}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/network_view.py" />
   <source>Channels</source>
   <translation>Kanäle</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/network_view.py" />
   <source>Choose a layer above.</source>
   <translation>Oben eine Schicht wählen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/network_view.py" />
   <source>Example</source>
   <translation>Beispiel</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/network_view.py" />
   <source>How the network is drawn</source>
   <translation>Wie das Netz gezeichnet wird</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/network_view.py" />
   <source>Network</source>
   <translation>Netz</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/network_view.py" />
   <source>The layers from input to output</source>
   <translation>Die Schichten von der Eingabe zur Ausgabe</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/network_view.py" />
   <source>Unit</source>
   <translation>Einheit</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/network_view.py" />
   <source>Units</source>
   <translation>Einheiten</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/network_view.py" />
   <source>Which held-out example the layer is shown</source>
   <translation>Welches zurückgehaltene Beispiel die Schicht bekommt</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/network_view.py" />
   <source>an input. Point at a unit or choose one by click or arrow keys.</source>
   <translation>eine Eingabe. Auf eine Einheit zeigen oder eine mit Klick oder Pfeiltasten wählen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/network_view.py" />
   <source>{layers} Example {example} of {examples}, truly {true}: {description}</source>
   <translation>{layers} Beispiel {example} von {examples}, in Wahrheit {true}: {description}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/network_view.py" />
   <source>{min} to {max}</source>
   <translation>{min} bis {max}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/network_view.py" />
   <source>{named}{more} + bias {biases}, {title}.</source>
   <translation>{named}{more} + Bias {biases}, {title}.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/parameters_view.py" />
   <source>Weights</source>
   <translation>Gewichte</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/parameters_view.py" />
   <source>{numbers} numbers in {parameters} parameters and buffers.</source>
   <translation>{numbers} Zahlen in {parameters} Parametern und Puffern.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/predictions_view.py" />
   <source> The surest mistake: {predicted} at {confidence}</source>
   <translation> Der sicherste Fehler: {predicted} mit {confidence}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/predictions_view.py" />
   <source> for {true}, which has {true_confidence}.</source>
   <translation> für {true}, das {true_confidence} hat.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/predictions_view.py" />
   <source>Start a run to see what it makes of held-out examples.</source>
   <translation>Einen Lauf starten, um zu sehen, was er aus zurückgehaltenen Beispielen macht.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/predictions_view.py" />
   <source>{wrong} of {asked} wrong, over {words}; the wrong ones stand first, with the probability of what was predicted and of what is true.</source>
   <translation>{wrong} von {asked} falsch, über {words}; die falschen stehen vorn, mit der Wahrscheinlichkeit des Vorhergesagten und des Wahren.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/predictions_view.py" />
   <source>{wrong} wrong</source>
   <translation>{wrong} falsch</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/probabilities_view.py" />
   <source>Calibration</source>
   <translation>Kalibrierung</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/probabilities_view.py" />
   <source>Examples in each bin</source>
   <translation>Beispiele je Fach</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/probabilities_view.py" />
   <source>Expected calibration error {error} in {bins} bins of {of}: </source>
   <translation>Erwarteter Kalibrierungsfehler {error} in {bins} Fächern: {of}. </translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/probabilities_view.py" />
   <source>Mean {what} of {curves} classes, each against the rest: {nanmean}; </source>
   <translation>{what}, Mittel über {curves} Klassen, jede gegen den Rest: {nanmean}; </translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/probabilities_view.py" />
   <source>Precision–recall</source>
   <translation>Precision und Recall</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/probabilities_view.py" />
   <source>Probabilities</source>
   <translation>Wahrscheinlichkeiten</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/probabilities_view.py" />
   <source>The examples hold one class only, so there is no curve ({words}).</source>
   <translation>Die Beispiele enthalten nur eine Klasse, daher gibt es keine Kurve ({words}).</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/probabilities_view.py" />
   <source>Which curve of the probabilities</source>
   <translation>Welche Kurve der Wahrscheinlichkeiten</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/probabilities_view.py" />
   <source>a guess {share}</source>
   <translation>geraten {share}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/probabilities_view.py" />
   <source>about right</source>
   <translation>etwa richtig</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/probabilities_view.py" />
   <source>area under ROC</source>
   <translation>Fläche unter ROC</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/probabilities_view.py" />
   <source>average precision</source>
   <translation>mittlere Precision</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/probabilities_view.py" />
   <source>false positive rate</source>
   <translation>Falsch-positiv-Rate</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/probabilities_view.py" />
   <source>not sure enough</source>
   <translation>nicht sicher genug</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/probabilities_view.py" />
   <source>on the mean {high} sure and {low} right, {sense}. Over {words} ({bins}).</source>
   <translation>Im Mittel {high} sicher und {low} richtig, {sense}. Über {words} ({bins}).</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/probabilities_view.py" />
   <source>probability</source>
   <translation>Wahrscheinlichkeit</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/probabilities_view.py" />
   <source>probability of what is predicted</source>
   <translation>Wahrscheinlichkeit des Vorhergesagten</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/probabilities_view.py" />
   <source>probability of {of_class}</source>
   <translation>Wahrscheinlichkeit von {of_class}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/probabilities_view.py" />
   <source>share that came true</source>
   <translation>Anteil, der eintrat</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/probabilities_view.py" />
   <source>the least, {names}: {areas}. Over {words}.</source>
   <translation>die kleinste, {names}: {areas}. Über {words}.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/probabilities_view.py" />
   <source>the probability of what is predicted</source>
   <translation>die Wahrscheinlichkeit des Vorhergesagten</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/probabilities_view.py" />
   <source>the probability of {of_class}</source>
   <translation>die Wahrscheinlichkeit von {of_class}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/probabilities_view.py" />
   <source>too sure</source>
   <translation>zu sicher</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/probabilities_view.py" />
   <source>true positive rate</source>
   <translation>Richtig-positiv-Rate</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/probabilities_view.py" />
   <source>{said} Drawn are the {most} smallest.</source>
   <translation>{said} Gezeichnet sind die {most} kleinsten.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/probabilities_view.py" />
   <source>{sum} probabilities ({bins}), over {words}.</source>
   <translation>{sum} Wahrscheinlichkeiten ({bins}), über {words}.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/probabilities_view.py" />
   <source>{upper}{what} of {names}: {areas}, over {words}.</source>
   <translation>{upper}{what} von {names}: {areas}, über {words}.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/text_view.py" />
   <source> Left out, since the model has no token for it: {token_words}.</source>
   <translation> Weggelassen, da das Modell kein Token dafür hat: {token_words}.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/text_view.py" />
   <source>0 takes the likeliest each time, 1 draws as the network says, more is wilder</source>
   <translation>0 nimmt jedes Mal das Wahrscheinlichste, 1 zieht, wie das Netz es sagt, mehr ist wilder</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/text_view.py" />
   <source>Another sample</source>
   <translation>Andere Probe</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/text_view.py" />
   <source>Given: {prompt} Sampled: {sampled}</source>
   <translation>Gegeben: {prompt} Gezogen: {sampled}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/text_view.py" />
   <source>Go on with</source>
   <translation>Fortzusetzen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/text_view.py" />
   <source>Likeliest next, after what is grey: {likely}.</source>
   <translation>Am wahrscheinlichsten nach dem Grauen: {likely}.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/text_view.py" />
   <source>Sampled text</source>
   <translation>Gezogener Text</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/text_view.py" />
   <source>Temperature</source>
   <translation>Temperatur</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/text_view.py" />
   <source>Text to go on with</source>
   <translation>Text, der fortgesetzt wird</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/text_view.py" />
   <source>a held-out text</source>
   <translation>ein zurückgehaltener Text</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/text_view.py" />
   <source>line end</source>
   <translation>Zeilenende</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/words_view.py" />
   <source> Asked about the first {sum} words.</source>
   <translation> Gefragt wurde nach den ersten {sum} Wörtern.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/words_view.py" />
   <source> Not in the vocabulary: {unknown}.</source>
   <translation> Nicht im Wortschatz: {unknown}.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/words_view.py" />
   <source>Against it</source>
   <translation>Dagegen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/words_view.py" />
   <source>Another sentence</source>
   <translation>Anderer Satz</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/words_view.py" />
   <source>For it</source>
   <translation>Dafür</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/words_view.py" />
   <source>Sentence</source>
   <translation>Satz</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/words_view.py" />
   <source>Sentence to ask about</source>
   <translation>Satz, nach dem gefragt wird</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/words_view.py" />
   <source>Words</source>
   <translation>Wörter</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/words_view.py" />
   <source>Words by their effect on the answer</source>
   <translation>Wörter nach ihrer Wirkung auf die Antwort</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/words_view.py" />
   <source>a held-out sentence</source>
   <translation>ein zurückgehaltener Satz</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/inside/words_view.py" />
   <source>{predicted}{true}, logit {logit}. A word's figure is what the logit loses without it.</source>
   <translation>{predicted}{true}, Logit {logit}. Die Zahl eines Wortes ist, was der Logit ohne es verliert.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/main_window.py" />
   <source>&amp;Commands…</source>
   <translation>&amp;Befehle…</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/main_window.py" />
   <source>&amp;Present the charts</source>
   <translation>Diagramme &amp;vorführen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/main_window.py" />
   <source>&amp;Quit</source>
   <translation>&amp;Beenden</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/main_window.py" />
   <source>&amp;What is this?</source>
   <translation>&amp;Was ist das?</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/main_window.py" />
   <source>Explain the field with the focus, or what is clicked next</source>
   <translation>Das Feld mit dem Fokus erklären, oder was als Nächstes angeklickt wird</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/main_window.py" />
   <source>Full screen</source>
   <translation>Vollbild</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/main_window.py" />
   <source>Go to {title}</source>
   <translation>Gehe zu {title}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/main_window.py" />
   <source>Starting…</source>
   <translation>Es geht los…</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/main_window.py" />
   <source>go to {title}</source>
   <translation>gehe zu {title}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/main_window.py" />
   <source>{title} – gdlab</source>
   <translation>{title} – gdlab</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/menus.py" />
   <source>&amp;Edit</source>
   <translation>&amp;Bearbeiten</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/menus.py" />
   <source>&amp;File</source>
   <translation>&amp;Datei</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/menus.py" />
   <source>&amp;Help</source>
   <translation>&amp;Hilfe</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/menus.py" />
   <source>&amp;Run</source>
   <translation>&amp;Lauf</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/menus.py" />
   <source>&amp;View</source>
   <translation>&amp;Ansicht</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/bar.py" />
   <source>Band</source>
   <translation>Band</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/bar.py" />
   <source>Log y</source>
   <translation>Log y</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/bar.py" />
   <source>Runs</source>
   <translation>Läufe</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/bar.py" />
   <source>Smoothing</source>
   <translation>Glättung</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/bar.py" />
   <source>Smoothing of curves of the training part, 0 to 0.999</source>
   <translation>Glättung der Kurven des Trainingsteils, 0 bis 0,999</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/bar.py" />
   <source>Smoothing of curves of the training part; evaluations are drawn as they are</source>
   <translation>Glättung der Kurven des Trainingsteils; Auswertungen werden gezeichnet, wie sie sind</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/bar.py" />
   <source>Target</source>
   <translation>Ziel</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/bar.py" />
   <source>The value to reach; drag the dashed line on the chart, or write it here</source>
   <translation>Der Wert, der erreicht werden soll; die gestrichelte Linie im Diagramm ziehen oder ihn hier eingeben</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/bar.py" />
   <source>What the band around a mean over seeds is</source>
   <translation>Was das Band um ein Mittel über Startwerte ist</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/bar.py" />
   <source>What the x-axis counts</source>
   <translation>Was die x-Achse zählt</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/bar.py" />
   <source>Which curve is compared</source>
   <translation>Welche Kurve verglichen wird</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/bar.py" />
   <source>Which runs are compared</source>
   <translation>Welche Läufe verglichen werden</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/bar.py" />
   <source>Which runs are drawn as one</source>
   <translation>Welche Läufe als einer gezeichnet werden</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/bar.py" />
   <source>by {short_field}</source>
   <translation>nach {short_field}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/bar.py" />
   <source>each run alone</source>
   <translation>jeder Lauf für sich</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/bar.py" />
   <source>over seeds</source>
   <translation>über Startwerte</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/curves.py" />
   <source>Choose runs to compare: Runs lists everything that is kept.</source>
   <translation>Läufe zum Vergleichen wählen: „Läufe“ führt alle aufbewahrten auf.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/curves.py" />
   <source>Curves</source>
   <translation>Kurven</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/curves.py" />
   <source>The target: drag it, or write it in the field above</source>
   <translation>Das Ziel: ziehen oder im Feld oben eingeben</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/curves.py" />
   <source>target {target}</source>
   <translation>Ziel {target}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/curves.py" />
   <source>{basis}; band: {spreads}</source>
   <translation>{basis}; Band: {spreads}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/curves.py" />
   <source>{drawn} curves of the {tag} over {lower}; {basis}</source>
   <translation>{drawn} Kurven ({tag}) über {lower}; {basis}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/exporting.py" />
   <source>Choose runs first</source>
   <translation>Zuerst Läufe wählen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/exporting.py" />
   <source>Comparison with its runs…</source>
   <translation>Vergleich mit seinen Läufen…</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/exporting.py" />
   <source>Export</source>
   <translation>Exportieren</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/exporting.py" />
   <source>Runs, curves, target and experiment in one file, which opens like this on any computer</source>
   <translation>Läufe, Kurven, Ziel und Experiment in einer Datei, die sich auf jedem Rechner so öffnet</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/exporting.py" />
   <source>The runs were not read: {error}</source>
   <translation>Die Läufe wurden nicht gelesen: {error}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/exporting.py" />
   <source>Write the compared runs, or those chosen in the list, in any format</source>
   <translation>Die verglichenen Läufe, oder die in der Liste gewählten, in jedem Format schreiben</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/exporting.py" />
   <source>{title} holds one run: choose one</source>
   <translation>{title} enthält einen Lauf: einen wählen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/groups_table.py" />
   <source>Figures of the groups that are compared</source>
   <translation>Zahlen der verglichenen Gruppen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/held_out_row.py" />
   <source>Evaluate what validation puts first on the examples that data.test_fraction sets aside. Ask once, at the end: a choice by this figure would make it one more validation.</source>
   <translation>Wertet, was die Validierung an die erste Stelle setzt, auf den Beispielen aus, die data.test_fraction beiseitelegt. Einmal fragen, am Ende: Eine Wahl nach dieser Zahl machte sie zu einer weiteren Validierung.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/held_out_row.py" />
   <source>Measure on the test part</source>
   <translation>Auf dem Testteil messen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/held_out_row.py" />
   <source>Measuring on the test part…</source>
   <translation>Auf dem Testteil wird gemessen…</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/held_out_row.py" />
   <source>The figure on the test part</source>
   <translation>Die Zahl auf dem Testteil</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/held_out_row.py" />
   <source>The runs' parameters or data are not kept, so that it cannot be told.</source>
   <translation>Parameter oder Daten der Läufe sind nicht aufbewahrt, daher lässt es sich nicht sagen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/held_out_row.py" />
   <source>The test part was not measured: {error}</source>
   <translation>Der Testteil wurde nicht gemessen: {error}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/page.py" />
   <source>A saved experiment names the runs that it shows; their curves stay in the store of the computer that trained them. There, Export on this page writes the comparison with its runs into one file, which opens anywhere; or train them again here.</source>
   <translation>Ein gespeichertes Experiment nennt die Läufe, die es zeigt; ihre Kurven bleiben in der Ablage des Rechners, der sie trainierte. Dort schreibt „Exportieren“ auf dieser Seite den Vergleich mit seinen Läufen in eine Datei, die sich überall öffnet; oder sie hier noch einmal trainieren.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/page.py" />
   <source>Chosen runs ({chosen})</source>
   <translation>Gewählte Läufe ({chosen})</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/page.py" />
   <source>Compare</source>
   <translation>Vergleichen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/page.py" />
   <source>Runs are not kept in this window, so that there is nothing to compare.</source>
   <translation>In diesem Fenster werden keine Läufe aufbewahrt, daher gibt es nichts zu vergleichen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/page.py" />
   <source>The list of runs was not read: {error}</source>
   <translation>Die Liste der Läufe wurde nicht gelesen: {error}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/page.py" />
   <source>The runs were not read: {what}</source>
   <translation>Die Läufe wurden nicht gelesen: {what}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/page.py" />
   <source>View of the page</source>
   <translation>Ansicht der Seite</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/pictures/base.py" />
   <source>{heading} drawing</source>
   <translation>Zeichnung {heading}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/pictures/differences.py" />
   <source>Differences</source>
   <translation>Unterschiede</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/pictures/differences.py" />
   <source>More steps to {target} than {best} (95 % CI; filled: told apart)</source>
   <translation>Mehr Schritte bis {target} als {best} (95-%-KI; gefüllt: unterscheidbar)</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/pictures/differences.py" />
   <source>Of</source>
   <translation>Von</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/pictures/differences.py" />
   <source>Two groups of two seeds or more show their differences here, paired by seed.</source>
   <translation>Zwei Gruppen mit je zwei Startwerten oder mehr zeigen hier ihre Unterschiede, nach Startwert gepaart.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/pictures/differences.py" />
   <source>What the groups are ranked by</source>
   <translation>Wonach die Gruppen geordnet werden</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/pictures/differences.py" />
   <source>last {tag}</source>
   <translation>letzter Wert: {tag}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/pictures/differences.py" />
   <source>paired over {counts}{part} seeds</source>
   <translation>gepaart über {counts}{part} Startwerte</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/pictures/differences.py" />
   <source>steps to the target</source>
   <translation>Schritte bis zum Ziel</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/pictures/differences.py" />
   <source>{label} against {best}: {what}, p = {p} after Holm's correction</source>
   <translation>{label} gegen {best}: {what}, p = {p} nach Holms Korrektur</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/pictures/differences.py" />
   <source>{metric}: difference to {best} (95 % CI; filled: told apart)</source>
   <translation>{metric}: Unterschied zu {best} (95-%-KI; gefüllt: unterscheidbar)</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/pictures/heat.py" />
   <source>Columns</source>
   <translation>Spalten</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/pictures/heat.py" />
   <source>Figure</source>
   <translation>Größe</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/pictures/heat.py" />
   <source>Heat map</source>
   <translation>Heatmap</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/pictures/heat.py" />
   <source>Heat map of a figure over two fields</source>
   <translation>Heatmap einer Größe über zwei Feldern</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/pictures/heat.py" />
   <source>Rows</source>
   <translation>Zeilen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/pictures/heat.py" />
   <source>Runs that differ in two fields, such as optimizer and rate, show a map of the figure here.</source>
   <translation>Läufe, die sich in zwei Feldern unterscheiden, etwa Optimierer und Rate, zeigen hier eine Karte der Größe.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/pictures/heat.py" />
   <source>The field whose values are the columns</source>
   <translation>Das Feld, dessen Werte die Spalten sind</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/pictures/heat.py" />
   <source>The field whose values are the rows</source>
   <translation>Das Feld, dessen Werte die Zeilen sind</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/pictures/heat.py" />
   <source>The figure whose mean stands in the cells</source>
   <translation>Die Größe, deren Mittel in den Zellen steht</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/pictures/heat.py" />
   <source>mean of {low} to {high} runs a cell</source>
   <translation>Mittel aus {low} bis {high} Läufen je Zelle</translation>
  </message>
  <message numerus="yes">
   <location filename="../../gdlab/ui/pages/compare/pictures/heat.py" />
   <source>mean of {n} runs a cell</source>
   <translation>
    <numerusform>Mittel aus {n} Lauf je Zelle</numerusform>
    <numerusform>Mittel aus {n} Läufen je Zelle</numerusform>
   </translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/pictures/heat.py" />
   <source>{figure} by {rows} and {columns}</source>
   <translation>{figure} nach {rows} und {columns}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/pictures/importance.py" />
   <source>Importance</source>
   <translation>Wichtigkeit</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/pictures/importance.py" />
   <source>Runs that differ in a field, several of each value, show here what decides the figure.</source>
   <translation>Läufe, die sich in einem Feld unterscheiden, mehrere je Wert, zeigen hier, was die Größe bestimmt.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/pictures/importance.py" />
   <source>The figure whose spread is explained</source>
   <translation>Die Größe, deren Streuung erklärt wird</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/pictures/importance.py" />
   <source>{path}: {share} % of the variance lies between its {values} values (ε², corrected for their number); a random assignment gives as much with p = {p}. Effects of fields that were varied together cannot be told apart.</source>
   <translation>{path}: {share} % der Varianz liegen zwischen den {values} Werten (ε², um ihre Anzahl bereinigt); eine zufällige Zuordnung ergibt ebenso viel mit p = {p}. Wirkungen von Feldern, die zusammen verändert wurden, lassen sich nicht trennen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/pictures/importance.py" />
   <source>ε² over {count} runs</source>
   <translation>ε² über {count} Läufe</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/pictures/parallel.py" />
   <source>Parallel</source>
   <translation>Parallel</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/pictures/parallel.py" />
   <source>Runs that differ in a field show here how its values lead to the figure.</source>
   <translation>Läufe, die sich in einem Feld unterscheiden, zeigen hier, wie seine Werte zur Größe führen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/pictures/parallel.py" />
   <source>The figure of the last axis</source>
   <translation>Die Größe der letzten Achse</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/pictures/parallel.py" />
   <source>{runs} lines over the axes {title}</source>
   <translation>{runs} Linien über den Achsen {title}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/pictures/scatter.py" />
   <source>Choose two runs or more to see one column against another.</source>
   <translation>Zwei oder mehr Läufe wählen, um eine Spalte gegen eine andere zu sehen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/pictures/scatter.py" />
   <source>Scatter</source>
   <translation>Streuung</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/pictures/scatter.py" />
   <source>The column along the x-axis</source>
   <translation>Die Spalte entlang der x-Achse</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/pictures/scatter.py" />
   <source>The column along the y-axis</source>
   <translation>Die Spalte entlang der y-Achse</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/pictures/scatter.py" />
   <source>{runs} points: {title} against {title_2}</source>
   <translation>{runs} Punkte: {title} gegen {title_2}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/pictures/scatter.py" />
   <source>{title} (log)</source>
   <translation>{title} (log)</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/runs/actions.py" />
   <source>Delete for good</source>
   <translation>Endgültig löschen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/runs/actions.py" />
   <source>Delete {what} for good? This cannot be undone.</source>
   <translation>{what} endgültig löschen? Das lässt sich nicht rückgängig machen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/runs/actions.py" />
   <source>Move {what} to the trash</source>
   <translation>{what} in den Papierkorb legen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/runs/actions.py" />
   <source>The settings could not be taken over.</source>
   <translation>Die Einstellungen konnten nicht übernommen werden.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/runs/actions.py" />
   <source>The store was not changed: {error}</source>
   <translation>Die Ablage wurde nicht geändert: {error}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/runs/actions.py" />
   <source>{what} moved to the trash.</source>
   <translation>{what} in den Papierkorb gelegt.</translation>
  </message>
  <message numerus="yes">
   <location filename="../../gdlab/ui/pages/compare/runs/panel.py" />
   <source>A tag for {n} runs:</source>
   <translation>
    <numerusform>Ein Stichwort für {n} Lauf:</numerusform>
    <numerusform>Ein Stichwort für {n} Läufe:</numerusform>
   </translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/runs/panel.py" />
   <source>Add the chosen runs to those that are compared</source>
   <translation>Die gewählten Läufe zu den verglichenen hinzufügen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/runs/panel.py" />
   <source>Add to the comparison</source>
   <translation>Zum Vergleich hinzufügen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/runs/panel.py" />
   <source>Bring back</source>
   <translation>Zurückholen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/runs/panel.py" />
   <source>Compare	Return</source>
   <translation>Vergleichen	Eingabe</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/runs/panel.py" />
   <source>Compare the chosen runs (Return)</source>
   <translation>Die gewählten Läufe vergleichen (Eingabe)</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/runs/panel.py" />
   <source>Compare {chosen} runs</source>
   <translation>{chosen} Läufe vergleichen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/runs/panel.py" />
   <source>Delete for good…</source>
   <translation>Endgültig löschen…</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/runs/panel.py" />
   <source>Delete the chosen runs for good</source>
   <translation>Die gewählten Läufe endgültig löschen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/runs/panel.py" />
   <source>Filter by name, status, tag, optimizer, data</source>
   <translation>Filtern nach Name, Status, Stichwort, Optimierer, Daten</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/runs/panel.py" />
   <source>Filter the kept runs by words of name, status, tag, race, optimizer or data</source>
   <translation>Die aufbewahrten Läufe nach Wörtern aus Name, Status, Stichwort, Rennen, Optimierer oder Daten filtern</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/runs/panel.py" />
   <source>Give the chosen runs a tag (T)</source>
   <translation>Den gewählten Läufen ein Stichwort geben (T)</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/runs/panel.py" />
   <source>Group the list by</source>
   <translation>Die Liste gruppieren nach</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/runs/panel.py" />
   <source>Move to trash</source>
   <translation>In den Papierkorb</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/runs/panel.py" />
   <source>Move to trash	Del</source>
   <translation>In den Papierkorb	Entf</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/runs/panel.py" />
   <source>Name:</source>
   <translation>Name:</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/runs/panel.py" />
   <source>No run is kept yet: press Start on the Lab page.</source>
   <translation>Noch ist kein Lauf aufbewahrt: auf der Seite Labor auf Start drücken.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/runs/panel.py" />
   <source>No study has run yet: open one on the Studies page.</source>
   <translation>Noch lief keine Studie: eine auf der Seite Studien öffnen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/runs/panel.py" />
   <source>Open in the Lab</source>
   <translation>Im Labor öffnen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/runs/panel.py" />
   <source>Put the chosen runs into the trash; Ctrl+Z brings them back (Delete)</source>
   <translation>Die gewählten Läufe in den Papierkorb legen; Strg+Z holt sie zurück (Entf)</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/runs/panel.py" />
   <source>Rename</source>
   <translation>Umbenennen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/runs/panel.py" />
   <source>Rename…</source>
   <translation>Umbenennen…</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/runs/panel.py" />
   <source>Runs of the studies</source>
   <translation>Läufe der Studien</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/runs/panel.py" />
   <source>Runs that were put into the trash</source>
   <translation>Läufe, die in den Papierkorb gelegt wurden</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/runs/panel.py" />
   <source>Studies</source>
   <translation>Studien</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/runs/panel.py" />
   <source>Tag</source>
   <translation>Stichwort</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/runs/panel.py" />
   <source>Tag…</source>
   <translation>Stichwort…</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/runs/panel.py" />
   <source>Tag…	T</source>
   <translation>Stichwort…	T</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/runs/panel.py" />
   <source>Take away the tag</source>
   <translation>Stichwort entfernen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/runs/panel.py" />
   <source>Take the chosen runs out of the trash</source>
   <translation>Die gewählten Läufe aus dem Papierkorb nehmen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/runs/panel.py" />
   <source>The trash is empty.</source>
   <translation>Der Papierkorb ist leer.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/runs/panel.py" />
   <source>Trash</source>
   <translation>Papierkorb</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/runs/panel.py" />
   <source>Use these settings</source>
   <translation>Diese Einstellungen verwenden</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/runs/panel.py" />
   <source>Which runs are listed</source>
   <translation>Welche Läufe aufgeführt sind</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/runs/panel.py" />
   <source>Your runs</source>
   <translation>Eigene Läufe</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/runs/panel.py" />
   <source>{shown} of {runs}</source>
   <translation>{shown} von {runs}</translation>
  </message>
  <message numerus="yes">
   <location filename="../../gdlab/ui/pages/compare/runs/panel.py" />
   <source>{shown} runs</source>
   <translation>
    <numerusform>{shown} Lauf</numerusform>
    <numerusform>{shown} Läufe</numerusform>
   </translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/runs/table.py" />
   <source>Kept runs</source>
   <translation>Aufbewahrte Läufe</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/runs/table.py" />
   <source>Return compares the chosen runs, Delete puts them into the trash, T tags them</source>
   <translation>Eingabe vergleicht die gewählten Läufe, Entf legt sie in den Papierkorb, T gibt ihnen ein Stichwort</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/sets.py" />
   <source>Chosen runs</source>
   <translation>Gewählte Läufe</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/sets.py" />
   <source>Last race</source>
   <translation>Letztes Rennen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/sets.py" />
   <source>Last session</source>
   <translation>Letzte Sitzung</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/sets.py" />
   <source>None of the runs of this comparison is kept here.</source>
   <translation>Keiner der Läufe dieses Vergleichs ist hier aufbewahrt.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/sets.py" />
   <source>This session</source>
   <translation>Diese Sitzung</translation>
  </message>
  <message numerus="yes">
   <location filename="../../gdlab/ui/pages/compare/sets.py" />
   <source>{n} of the {chosen} runs of this comparison are not kept here.</source>
   <translation>
    <numerusform>{n} der {chosen} Läufe dieses Vergleichs ist hier nicht aufbewahrt.</numerusform>
    <numerusform>{n} der {chosen} Läufe dieses Vergleichs sind hier nicht aufbewahrt.</numerusform>
   </translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/side_by_side.py" />
   <source>Pictures of the comparison</source>
   <translation>Bilder des Vergleichs</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/compare/side_by_side.py" />
   <source>What can be said of the order</source>
   <translation>Was sich über die Reihenfolge sagen lässt</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/health/finding_card.py" />
   <source>Highest losses</source>
   <translation>Größte Verluste</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/health/finding_card.py" />
   <source>Train the run with this change beside the one that was checked</source>
   <translation>Den Lauf mit dieser Änderung neben dem geprüften trainieren</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/health/finding_card.py" />
   <source>Try it</source>
   <translation>Ausprobieren</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/health/finding_card.py" />
   <source>Try it: {words}</source>
   <translation>Ausprobieren: {words}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/health/page.py" />
   <source>Asked for and not found: {passed}.</source>
   <translation>Gesucht und nicht gefunden: {passed}.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/health/page.py" />
   <source>Check this run</source>
   <translation>Diesen Lauf prüfen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/health/page.py" />
   <source>Checking</source>
   <translation>Prüfung</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/health/page.py" />
   <source>Curvature…</source>
   <translation>Krümmung…</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/health/page.py" />
   <source>Findings</source>
   <translation>Befunde</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/health/page.py" />
   <source>Health</source>
   <translation>Diagnose</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/health/page.py" />
   <source>Run to check</source>
   <translation>Lauf, der geprüft wird</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/health/page.py" />
   <source>The Hessian's eigenvalues and their density, a check of the gradient, a batch size</source>
   <translation>Die Eigenwerte der Hesse-Matrix und ihre Dichte, eine Probe des Gradienten, eine Batch-Größe</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/health/page.py" />
   <source>The run could not be checked.</source>
   <translation>Der Lauf konnte nicht geprüft werden.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/health/page.py" />
   <source>The trial {where} …</source>
   <translation>Der Versuch {where} …</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/health/page.py" />
   <source>This cannot be tried: {error}</source>
   <translation>Das lässt sich nicht ausprobieren: {error}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/health/page.py" />
   <source>Train a run on the Lab page, choose it here and check it.</source>
   <translation>Auf der Seite Labor einen Lauf trainieren, ihn hier wählen und prüfen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/health/page.py" />
   <source>{label} is being checked …</source>
   <translation>{label} wird geprüft …</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/health/page.py" />
   <source>{name} is not sound: {found}.</source>
   <translation>{name} ist nicht gesund: {found}.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/health/page.py" />
   <source>{name} is sound.</source>
   <translation>{name} ist gesund.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/health/page.py" />
   <source>{name} is too short to be judged.</source>
   <translation>{name} ist zu kurz, um beurteilt zu werden.</translation>
  </message>
  <message numerus="yes">
   <location filename="../../gdlab/ui/pages/health/page.py" />
   <source>{n} findings</source>
   <translation>
    <numerusform>ein Befund</numerusform>
    <numerusform>{n} Befunde</numerusform>
   </translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/health/trials.py" />
   <source>The trial did not come to its end: it is {status}. {reason}</source>
   <translation>Der Versuch kam nicht zu seinem Ende: Status {status}. {reason}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/health/trials.py" />
   <source>begins with new weights</source>
   <translation>beginnt mit neuen Gewichten</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/health/trials.py" />
   <source>goes on from step {step} of the run</source>
   <translation>geht ab Schritt {step} des Laufs weiter</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/lab.py" />
   <source>&amp;Branch from chosen run…</source>
   <translation>Vom gewählten Lauf a&amp;bzweigen…</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/lab.py" />
   <source>&amp;Export CSV…</source>
   <translation>CSV &amp;exportieren…</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/lab.py" />
   <source>&amp;Find a learning rate…</source>
   <translation>Lernrate &amp;finden…</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/lab.py" />
   <source>&amp;Import runs…</source>
   <translation>Läufe &amp;importieren…</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/lab.py" />
   <source>&amp;Predict with chosen run…</source>
   <translation>Mit gewähltem Lauf &amp;vorhersagen…</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/lab.py" />
   <source>&amp;Reset chosen run</source>
   <translation>Gewählten Lauf &amp;zurücksetzen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/lab.py" />
   <source>&amp;Start</source>
   <translation>&amp;Starten</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/lab.py" />
   <source>E&amp;xport</source>
   <translation>E&amp;xportieren</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/lab.py" />
   <source>Import a folder of &amp;TensorBoard…</source>
   <translation>Ordner von &amp;TensorBoard importieren…</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/lab.py" />
   <source>Lab</source>
   <translation>Labor</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/lab.py" />
   <source>Look &amp;inside</source>
   <translation>&amp;Einblick</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/lab.py" />
   <source>Open &amp;data…</source>
   <translation>&amp;Daten öffnen…</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/lab.py" />
   <source>Open data &amp;folder…</source>
   <translation>Daten&amp;ordner öffnen…</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/lab.py" />
   <source>R&amp;ace…</source>
   <translation>R&amp;ennen…</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/lab.py" />
   <source>Single s&amp;tep	S</source>
   <translation>Einzelner S&amp;chritt	S</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/lab.py" />
   <source>St&amp;op</source>
   <translation>An&amp;halten</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/lab.py" />
   <source>Start or &amp;pause	Space</source>
   <translation>Starten oder &amp;pausieren	Leertaste</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/lab.py" />
   <source>is </source>
   <translation>ist </translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/basins.py" />
   <source>A start has the colour of the minimum that it comes to within {steps} steps, the darker the slower; grey comes to none.</source>
   <translation>Ein Start hat die Farbe des Minimums, dem er in {steps} Schritten nahe kommt, je dunkler, desto langsamer; Grau erreicht keines.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/basins.py" />
   <source>Basins of attraction: {title}</source>
   <translation>Einzugsgebiete: {title}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/basins.py" />
   <source>Map of basins</source>
   <translation>Karte der Einzugsgebiete</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/basins.py" />
   <source>Share of the starts that are done</source>
   <translation>Anteil der erledigten Starts</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/basins.py" />
   <source>Stop</source>
   <translation>Anhalten</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/basins.py" />
   <source>{call_of}: {mean_steps} steps on the mean; {lost} come to none</source>
   <translation>{call_of}: im Mittel {mean_steps} Schritte; {lost} erreichen keines</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/choices.py" />
   <source>Arrows</source>
   <translation>Pfeile</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/choices.py" />
   <source>At each head: downhill (dark), momentum (blue), the rates of an adaptive method (ellipse), and where Nesterov's momentum carries it (dashed)</source>
   <translation>An jeder Spitze: bergab (dunkel), Momentum (blau), die Raten eines adaptiven Verfahrens (Ellipse) und wohin Nesterovs Momentum sie trägt (gestrichelt)</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/choices.py" />
   <source>Basins…</source>
   <translation>Einzugsgebiete…</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/choices.py" />
   <source>Demonstration</source>
   <translation>Vorführung</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/choices.py" />
   <source>Demonstrations …</source>
   <translation>Vorführungen …</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/choices.py" />
   <source>Deviation of normal noise on each gradient; all optimizers get the same</source>
   <translation>Standardabweichung des normalverteilten Rauschens auf jedem Gradienten; alle Optimierer bekommen dasselbe</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/choices.py" />
   <source>Network…</source>
   <translation>Netz…</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/choices.py" />
   <source>Noise</source>
   <translation>Rauschen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/choices.py" />
   <source>Noise on the gradient</source>
   <translation>Rauschen auf dem Gradienten</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/choices.py" />
   <source>Own formula</source>
   <translation>Eigene Formel</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/choices.py" />
   <source>Seed</source>
   <translation>Startwert</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/choices.py" />
   <source>Seed of the noise</source>
   <translation>Startwert des Rauschens</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/choices.py" />
   <source>Show the surface in three dimensions; drag to turn it</source>
   <translation>Die Fläche räumlich zeigen; Ziehen dreht sie</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/choices.py" />
   <source>Start</source>
   <translation>Start</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/choices.py" />
   <source>Start x</source>
   <translation>Start x</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/choices.py" />
   <source>Start y</source>
   <translation>Start y</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/choices.py" />
   <source>Steps of each optimizer</source>
   <translation>Schritte jedes Optimierers</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/choices.py" />
   <source>Surface</source>
   <translation>Fläche</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/choices.py" />
   <source>Surface as a formula in x and y</source>
   <translation>Fläche als Formel in x und y</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/choices.py" />
   <source>The loss of a trained network on a plane through its parameters</source>
   <translation>Der Verlust eines trainierten Netzes auf einer Ebene durch seine Parameter</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/choices.py" />
   <source>Which minimum the first two optimizers come to from a million starts</source>
   <translation>Welches Minimum die ersten zwei Optimierer von einer Million Starts aus erreichen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/endings_table.py" />
   <source>At</source>
   <translation>Bei</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/endings_table.py" />
   <source>Eigenvalues of the Hessian at that point</source>
   <translation>Eigenwerte der Hesse-Matrix an diesem Punkt</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/endings_table.py" />
   <source>Ended on</source>
   <translation>Endete auf</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/endings_table.py" />
   <source>Evals</source>
   <translation>Ausw.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/endings_table.py" />
   <source>Gradient evaluations until then</source>
   <translation>Gradientenauswertungen bis dahin</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/endings_table.py" />
   <source>Norm of the gradient at the last point</source>
   <translation>Norm des Gradienten am letzten Punkt</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/endings_table.py" />
   <source>Steps until the descent had come to the minimum for good</source>
   <translation>Schritte, bis der Abstieg endgültig beim Minimum war</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/endings_table.py" />
   <source>The kind of point, by the Hessian's eigenvalues</source>
   <translation>Die Art des Punktes, nach den Eigenwerten der Hesse-Matrix</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/endings_table.py" />
   <source>The optimizer with its rate</source>
   <translation>Der Optimierer mit seiner Rate</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/endings_table.py" />
   <source>Where each descent ended</source>
   <translation>Wo jeder Abstieg endete</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/endings_table.py" />
   <source>Which point, or the last one where there is none</source>
   <translation>Welcher Punkt, oder der letzte, wo es keinen gibt</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/network.py" />
   <source> The directions explain {shares} of the path.</source>
   <translation> Die Richtungen erklären {shares} des Weges.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/network.py" />
   <source>A line</source>
   <translation>Eine Linie</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/network.py" />
   <source>Compute</source>
   <translation>Berechnen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/network.py" />
   <source>From its initial parameters or another run's to its own, with the barrier</source>
   <translation>Von seinen Anfangsparametern oder denen eines anderen Laufs zu den eigenen, mit der Barriere</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/network.py" />
   <source>Its own path</source>
   <translation>Eigener Weg</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/network.py" />
   <source>Loss on a plane through a network's parameters</source>
   <translation>Verlust auf einer Ebene durch die Parameter eines Netzes</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/network.py" />
   <source>Part of the data</source>
   <translation>Teil der Daten</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/network.py" />
   <source>Plane</source>
   <translation>Ebene</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/network.py" />
   <source>Random directions</source>
   <translation>Zufällige Richtungen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/network.py" />
   <source>Save the landscape</source>
   <translation>Landschaft speichern</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/network.py" />
   <source>Save…</source>
   <translation>Speichern…</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/network.py" />
   <source>Second run</source>
   <translation>Zweiter Lauf</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/network.py" />
   <source>Share of the plane that is computed</source>
   <translation>Berechneter Anteil der Ebene</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/network.py" />
   <source>Table (*.csv);;NumPy arrays (*.npz);;Picture (*.png);;Vector picture (*.svg);;Document (*.pdf)</source>
   <translation>Tabelle (*.csv);;NumPy-Arrays (*.npz);;Bild (*.png);;Vektorbild (*.svg);;Dokument (*.pdf)</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/network.py" />
   <source>The loss over the whole part of the data, at 101 × 101 points around the run's parameters.</source>
   <translation>Der Verlust über den ganzen Teil der Daten, an 101 × 101 Punkten um die Parameter des Laufs.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/network.py" />
   <source>The plane through the parameters of three runs</source>
   <translation>Die Ebene durch die Parameter dreier Läufe</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/network.py" />
   <source>The principal directions of the path; runs of its race share the plane</source>
   <translation>Die Hauptrichtungen des Weges; Läufe seines Rennens teilen die Ebene</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/network.py" />
   <source>The {part} loss at the run is {loss}; on the plane from {low} to {high}.{explained}</source>
   <translation>Der Verlust ({part}) beim Lauf ist {loss}; auf der Ebene von {low} bis {high}.{explained}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/network.py" />
   <source>The {part} loss is {start} at the start of the line and {loss} at the run.</source>
   <translation>Der Verlust ({part}) ist {start} am Anfang der Linie und {loss} beim Lauf.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/network.py" />
   <source>Third run</source>
   <translation>Dritter Lauf</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/network.py" />
   <source>Three runs</source>
   <translation>Drei Läufe</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/network.py" />
   <source>Three runs of one network are needed: train others, with other seeds for instance.</source>
   <translation>Nötig sind drei Läufe eines Netzes: weitere trainieren, etwa mit anderen Startwerten.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/network.py" />
   <source>Training</source>
   <translation>Training</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/network.py" />
   <source>Two random directions, normalised filter by filter</source>
   <translation>Zwei zufällige Richtungen, Filter für Filter normiert</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/network.py" />
   <source>Wrote {path}</source>
   <translation>{path} geschrieben</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/network.py" />
   <source>its start</source>
   <translation>sein Anfang</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/network.py" />
   <source>{barrier_place} % of the way</source>
   <translation>{barrier_place} % des Weges</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/network.py" />
   <source>{name}: the ending must be csv, npz, png, svg or pdf</source>
   <translation>{name}: Die Endung muss csv, npz, png, svg oder pdf sein</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/network.py" />
   <source>{said} Nothing between them rises above the straight line: there is no barrier.</source>
   <translation>{said} Dazwischen erhebt sich nichts über die gerade Linie: Es gibt keine Barriere.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/network.py" />
   <source>{said} The barrier between them is {barrier} high, at {place}.</source>
   <translation>{said} Die Barriere dazwischen ist {barrier} hoch, bei {place}.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/network_views.py" />
   <source>0: where the line begins, 1: the run</source>
   <translation>0: wo die Linie beginnt, 1: der Lauf</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/network_views.py" />
   <source>Loss on the line</source>
   <translation>Verlust auf der Linie</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/network_views.py" />
   <source>Training loss</source>
   <translation>Trainingsverlust</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/network_views.py" />
   <source>Validation loss</source>
   <translation>Validierungsverlust</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/network_views.py" />
   <source>between its ends</source>
   <translation>zwischen ihren Enden</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/network_views.py" />
   <source>first direction</source>
   <translation>erste Richtung</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/network_views.py" />
   <source>on the line</source>
   <translation>auf der Linie</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/network_views.py" />
   <source>second direction</source>
   <translation>zweite Richtung</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/network_views.py" />
   <source>{title} on the line</source>
   <translation>{title} auf der Linie</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/page.py" />
   <source>Choose an optimizer first; L-BFGS, SAM and annealing work in Python and take too long.</source>
   <translation>Zuerst einen Optimierer wählen; L-BFGS, SAM und Abkühlung arbeiten in Python und brauchen zu lange.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/page.py" />
   <source>Choose an optimizer to see its curve.</source>
   <translation>Einen Optimierer wählen, um seine Kurve zu sehen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/page.py" />
   <source>Click on the map: the chosen optimizers descend from there. Drag a slider: the path follows the rate.</source>
   <translation>Auf die Karte klicken: Dort beginnen die gewählten Optimierer ihren Abstieg. Einen Regler ziehen: Der Weg folgt der Rate.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/page.py" />
   <source>Export descents</source>
   <translation>Abstiege exportieren</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/page.py" />
   <source>Export descents…</source>
   <translation>Abstiege exportieren…</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/page.py" />
   <source>Landscape</source>
   <translation>Landschaft</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/page.py" />
   <source>Optimizers and rates</source>
   <translation>Optimierer und Raten</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/page.py" />
   <source>Setup of the arena</source>
   <translation>Aufbau der Arena</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/page.py" />
   <source>Start, steps, noise</source>
   <translation>Start, Schritte, Rauschen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/page.py" />
   <source>Table (*.csv)</source>
   <translation>Tabelle (*.csv)</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/page.py" />
   <source>The descents were not written.</source>
   <translation>Die Abstiege wurden nicht geschrieben.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/page.py" />
   <source>The engine prepares these optimizers …</source>
   <translation>Diese Optimierer werden vorbereitet …</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/page.py" />
   <source>The optimizers could not descend.</source>
   <translation>Die Optimierer konnten nicht absteigen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/page.py" />
   <source>There is no descent yet: open the Landscape page and click on the map.</source>
   <translation>Noch gibt es keinen Abstieg: die Seite Landschaft öffnen und auf die Karte klicken.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/page.py" />
   <source>Train a run on the Lab page first: its loss on a plane is shown here then.</source>
   <translation>Zuerst auf der Seite Labor einen Lauf trainieren: Dann erscheint hier sein Verlust auf einer Ebene.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/page.py" />
   <source>Value above the lowest</source>
   <translation>Wert über dem niedrigsten</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/page.py" />
   <source>What is to be seen</source>
   <translation>Was zu sehen ist</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/page.py" />
   <source>Where they ended</source>
   <translation>Wo sie endeten</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/player.py" />
   <source>A step back</source>
   <translation>Ein Schritt zurück</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/player.py" />
   <source>A step forward</source>
   <translation>Ein Schritt vor</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/player.py" />
   <source>All steps in a second and a half</source>
   <translation>Alle Schritte in anderthalb Sekunden</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/player.py" />
   <source>All steps in six seconds</source>
   <translation>Alle Schritte in sechs Sekunden</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/player.py" />
   <source>Eight steps a second: each can be seen</source>
   <translation>Acht Schritte je Sekunde: Jeder ist zu sehen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/player.py" />
   <source>Pause</source>
   <translation>Pause</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/player.py" />
   <source>Play</source>
   <translation>Los</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/player.py" />
   <source>Quick</source>
   <translation>Schnell</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/player.py" />
   <source>Slow</source>
   <translation>Langsam</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/player.py" />
   <source>Speed of the descents</source>
   <translation>Tempo der Abstiege</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/player.py" />
   <source>Step that is shown</source>
   <translation>Gezeigter Schritt</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/player.py" />
   <source>Watch</source>
   <translation>Folgen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/player.py" />
   <source>step 1000 of 1000</source>
   <translation>1000 / 1000</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/player.py" />
   <source>step {step} of {maximum}</source>
   <translation>{step} / {maximum}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/player.py" />
   <source>{word} the descents</source>
   <translation>Abstiege: {word}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/racers.py" />
   <source>Add an optimizer, such as Adam(lr=0.1)</source>
   <translation>Optimierer hinzufügen, etwa Adam(lr=0.1)</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/racers.py" />
   <source>Add, such as Adam(lr=0.1)</source>
   <translation>Hinzufügen, etwa Adam(lr=0.1)</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/racers.py" />
   <source>Colour of {name}</source>
   <translation>Farbe von {name}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/racers.py" />
   <source>Drag to change the learning rate; the whole path follows</source>
   <translation>Ziehen ändert die Lernrate; der ganze Weg folgt</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/racers.py" />
   <source>Learning rate of {name}</source>
   <translation>Lernrate von {name}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/racers.py" />
   <source>Take {name} out of the arena</source>
   <translation>{name} aus der Arena nehmen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/landscape/racers.py" />
   <source>{name} takes part</source>
   <translation>{name} nimmt teil</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/presets/card.py" />
   <source>Open</source>
   <translation>Öffnen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/presets/card.py" />
   <source>Open the preset {title}</source>
   <translation>Vorlage {title} öffnen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/presets/card.py" />
   <source>The curves of {title}</source>
   <translation>Die Kurven von {title}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/presets/page.py" />
   <source>All groups</source>
   <translation>Alle Gruppen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/presets/page.py" />
   <source>Experiments that are known to work. A click opens one on the Lab page, ready to start; each reaches the figures that its sentence names, with every seed that was tried.</source>
   <translation>Experimente, die erprobt sind. Ein Klick öffnet eines auf der Seite Labor, bereit zum Starten; jedes erreicht die Zahlen, die sein Satz nennt, mit jedem Startwert, der probiert wurde.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/presets/page.py" />
   <source>Group of presets</source>
   <translation>Gruppe der Vorlagen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/presets/page.py" />
   <source>No preset has these words.</source>
   <translation>Keine Vorlage enthält diese Wörter.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/presets/page.py" />
   <source>Presets</source>
   <translation>Vorlagen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/presets/page.py" />
   <source>Search presets</source>
   <translation>Vorlagen suchen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/presets/page.py" />
   <source>Search presets: dropout, momentum, LSTM …</source>
   <translation>Vorlagen suchen: Dropout, Momentum, LSTM …</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/rules/editor.py" />
   <source>Text of the update rule</source>
   <translation>Text der Aktualisierungsregel</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/rules/page.py" />
   <source> after {steps} steps</source>
   <translation> nach {steps} Schritten</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/rules/page.py" />
   <source>; keeps {states}</source>
   <translation>; behält {states}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/rules/page.py" />
   <source>Against others</source>
   <translation>Gegen andere</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/rules/page.py" />
   <source>Export to PyTorch</source>
   <translation>Nach PyTorch exportieren</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/rules/page.py" />
   <source>Export to PyTorch…</source>
   <translation>Nach PyTorch exportieren…</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/rules/page.py" />
   <source>Kept</source>
   <translation>Aufbewahrt</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/rules/page.py" />
   <source>Kept rule</source>
   <translation>Aufbewahrte Regel</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/rules/page.py" />
   <source>Name</source>
   <translation>Name</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/rules/page.py" />
   <source>Other optimizers in the race, as calls</source>
   <translation>Andere Optimierer im Rennen, als Aufrufe</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/rules/page.py" />
   <source>Python (*.py)</source>
   <translation>Python (*.py)</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/rules/page.py" />
   <source>Race it</source>
   <translation>Antreten</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/rules/page.py" />
   <source>Rules</source>
   <translation>Regeln</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/rules/page.py" />
   <source>Save the rule</source>
   <translation>Regel speichern</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/rules/page.py" />
   <source>The experiment's optimizer is this rule now.</source>
   <translation>Der Optimierer des Experiments ist nun diese Regel.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/rules/page.py" />
   <source>The rule could not race.</source>
   <translation>Die Regel konnte nicht antreten.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/rules/page.py" />
   <source>The rule was not written.</source>
   <translation>Die Regel wurde nicht geschrieben.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/rules/page.py" />
   <source>Update rule</source>
   <translation>Aktualisierungsregel</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/rules/page.py" />
   <source>Use the update rule</source>
   <translation>Aktualisierungsregel verwenden</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/rules/page.py" />
   <source>What the rule does</source>
   <translation>Was die Regel tut</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/rules/page.py" />
   <source>Wrote {class_name} into {path}</source>
   <translation>{class_name} in {path} geschrieben</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/rules/page.py" />
   <source>Wrote {path}; the rule is UpdateRule(text={name}).</source>
   <translation>{path} geschrieben; die Regel heißt UpdateRule(text={name}).</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/rules/page.py" />
   <source>this rule</source>
   <translation>diese Regel</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/setup.py" />
   <source>A change takes effect at the next start.</source>
   <translation>Eine Änderung wirkt ab dem nächsten Start.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/setup.py" />
   <source>A run of a large network that trains alone is spread over so many. Its figures stay the same.</source>
   <translation>Ein Lauf eines großen Netzes, der allein trainiert, wird auf so viele verteilt. Seine Zahlen bleiben gleich.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/setup.py" />
   <source>About</source>
   <translation>Über gdlab</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/setup.py" />
   <source>Choose the file of the store</source>
   <translation>Datei der Ablage wählen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/setup.py" />
   <source>Choose…</source>
   <translation>Wählen…</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/setup.py" />
   <source>Compiled kernels and downloads are kept in {cache_dir}; they can be made again at any time.</source>
   <translation>Übersetzte Kernel und heruntergeladene Dateien liegen in {cache_dir}; sie lassen sich jederzeit neu herstellen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/setup.py" />
   <source>Cores for training</source>
   <translation>Kerne zum Trainieren</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/setup.py" />
   <source>Dark</source>
   <translation>Dunkel</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/setup.py" />
   <source>File in which runs are kept</source>
   <translation>Datei, in der Läufe aufbewahrt werden</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/setup.py" />
   <source>Language</source>
   <translation>Sprache</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/setup.py" />
   <source>Light</source>
   <translation>Hell</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/setup.py" />
   <source>Runs at a time</source>
   <translation>Gleichzeitige Läufe</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/setup.py" />
   <source>Set-up</source>
   <translation>Optionen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/setup.py" />
   <source>Settings</source>
   <translation>Einstellungen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/setup.py" />
   <source>Store (*.sqlite)</source>
   <translation>Ablage (*.sqlite)</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/setup.py" />
   <source>Store of runs</source>
   <translation>Ablage der Läufe</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/setup.py" />
   <source>System</source>
   <translation>System</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/setup.py" />
   <source>System ({language})</source>
   <translation>System ({language})</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/setup.py" />
   <source>Theme</source>
   <translation>Farben</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/setup.py" />
   <source>This machine has {cores} cores.</source>
   <translation>Dieser Rechner hat {cores} Kerne.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/setup.py" />
   <source>Unit of the x-axis</source>
   <translation>Einheit der x-Achse</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/setup.py" />
   <source>gdlab sends nothing anywhere. Data sets are downloaded only when you ask for them.</source>
   <translation>gdlab sendet nichts irgendwohin. Datensätze werden nur auf Wunsch heruntergeladen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/setup.py" />
   <source>gdlab {version}: a training lab for gradient descent.</source>
   <translation>gdlab {version}: ein Trainingslabor für den Gradientenabstieg.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/studies/bar.py" />
   <source>All seeds, full sizes</source>
   <translation>Alle Startwerte, volle Größen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/studies/bar.py" />
   <source>All studies</source>
   <translation>Alle Studien</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/studies/bar.py" />
   <source>Back</source>
   <translation>Zurück</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/studies/bar.py" />
   <source>Export…</source>
   <translation>Exportieren…</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/studies/bar.py" />
   <source>Fewer seeds, smaller sizes</source>
   <translation>Weniger Startwerte, kleinere Größen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/studies/bar.py" />
   <source>Figures, pictures or a report</source>
   <translation>Zahlen, Bilder oder ein Bericht</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/studies/bar.py" />
   <source>Finished runs are kept</source>
   <translation>Fertige Läufe bleiben aufbewahrt</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/studies/bar.py" />
   <source>Make this run the experiment</source>
   <translation>Diesen Lauf zum Experiment machen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/studies/bar.py" />
   <source>Run full</source>
   <translation>Ganz laufen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/studies/bar.py" />
   <source>Run quick</source>
   <translation>Kurz laufen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/studies/bar.py" />
   <source>Which run to open in the Lab</source>
   <translation>Welcher Lauf im Labor geöffnet wird</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/studies/card.py" />
   <source>
newer: {newer}</source>
   <translation>
neuer: {newer}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/studies/card.py" />
   <source>? inconclusive</source>
   <translation>? unentschieden</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/studies/card.py" />
   <source>? not to be told now</source>
   <translation>? jetzt nicht zu sagen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/studies/card.py" />
   <source>Open the study {title}</source>
   <translation>Studie {title} öffnen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/studies/card.py" />
   <source>Printed: {caption}</source>
   <translation>Gedruckt: {caption}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/studies/card.py" />
   <source>could not be run</source>
   <translation>konnte nicht ausgeführt werden</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/studies/card.py" />
   <source>not run yet</source>
   <translation>noch nicht ausgeführt</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/studies/card.py" />
   <source>running, {share} %</source>
   <translation>läuft, {share} %</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/studies/card.py" />
   <source>stopped at {share} %; run it again to go on</source>
   <translation>bei {share} % angehalten; erneut ausführen setzt fort</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/studies/card.py" />
   <source>◐ mixed</source>
   <translation>◐ gemischt</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/studies/card.py" />
   <source>✔ held</source>
   <translation>✔ trifft zu</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/studies/card.py" />
   <source>✘ did not hold</source>
   <translation>✘ trifft nicht zu</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/studies/charts.py" />
   <source> (∞ at {x})</source>
   <translation> (∞ bei {x})</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/studies/charts.py" />
   <source> (∞ from {places} on)</source>
   <translation> (∞ ab {places})</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/studies/charts.py" />
   <source> and {hidden} more</source>
   <translation> und {hidden} weitere</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/studies/charts.py" />
   <source>Nothing to show yet.</source>
   <translation>Noch nichts zu zeigen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/studies/charts.py" />
   <source>Run the study to see this.</source>
   <translation>Die Studie ausführen, um das zu sehen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/studies/detail.py" />
   <source>Export the study</source>
   <translation>Studie exportieren</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/studies/detail.py" />
   <source>Figures (*.csv);;Pictures (*.png *.svg *.pdf);;Report (*.html)</source>
   <translation>Zahlen (*.csv);;Bilder (*.png *.svg *.pdf);;Bericht (*.html)</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/studies/detail.py" />
   <source>Runs cannot be saved. The study goes on, and saving is tried again by itself.</source>
   <translation>Läufe lassen sich nicht speichern. Die Studie geht weiter, und das Speichern wird von selbst erneut versucht.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/studies/detail.py" />
   <source>The study could not be carried out.</source>
   <translation>Die Studie konnte nicht ausgeführt werden.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/studies/detail.py" />
   <source>The study was not exported.</source>
   <translation>Die Studie wurde nicht exportiert.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/studies/detail.py" />
   <source>The study was stopped.</source>
   <translation>Die Studie wurde angehalten.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/studies/detail.py" />
   <source>This study cannot be run.</source>
   <translation>Diese Studie lässt sich nicht ausführen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/studies/detail.py" />
   <source>Wrote {result}.</source>
   <translation>{result} geschrieben.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/studies/detail.py" />
   <source>{done} of {jobs} runs. {names}</source>
   <translation>{done} von {jobs} Läufen. {names}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/studies/page.py" />
   <source>A study file of yours was left out.</source>
   <translation>Eine eigene Studiendatei wurde ausgelassen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/studies/page.py" />
   <source>All studies as HTML or PDF, with today's figures of those that were run since the start</source>
   <translation>Alle Studien als HTML oder PDF, mit den Zahlen von heute für jene, die seit dem Start liefen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/studies/page.py" />
   <source>Booklet (*.pdf *.html)</source>
   <translation>Heft (*.pdf *.html)</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/studies/page.py" />
   <source>Booklet…</source>
   <translation>Heft…</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/studies/page.py" />
   <source>Every table and claim of the article, run again here, and pages of the literature. Open one to see what is printed, what decides, and what comes out. Your own study files go into {user_folder}.</source>
   <translation>Jede Tabelle und jede Behauptung des Artikels, hier neu gerechnet, und Seiten aus der Literatur. Eine öffnen, um zu sehen, was gedruckt steht, was entscheidet und was herauskommt. Eigene Studiendateien gehören in {user_folder}.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/studies/page.py" />
   <source>No study has these words.</source>
   <translation>Keine Studie enthält diese Wörter.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/studies/page.py" />
   <source>Search studies</source>
   <translation>Studien suchen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/studies/page.py" />
   <source>Search studies: momentum, sharpness, Adam …</source>
   <translation>Studien suchen: Momentum, Schärfe, Adam …</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/studies/page.py" />
   <source>The booklet was not written.</source>
   <translation>Das Heft wurde nicht geschrieben.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/studies/page.py" />
   <source>The studies could not be read.</source>
   <translation>Die Studien konnten nicht gelesen werden.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/studies/page.py" />
   <source>Write a booklet</source>
   <translation>Ein Heft schreiben</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/studies/parts.py" />
   <source>&lt;b&gt;What decides, fixed before the run&lt;/b&gt;&lt;ul&gt;{rules}&lt;/ul&gt;</source>
   <translation>&lt;b&gt;Was entscheidet, festgelegt vor dem Lauf&lt;/b&gt;&lt;ul&gt;{rules}&lt;/ul&gt;</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/studies/parts.py" />
   <source>&lt;big&gt;&lt;b&gt;stopped at {share} %&lt;/b&gt;&lt;/big&gt;</source>
   <translation>&lt;big&gt;&lt;b&gt;bei {share} % angehalten&lt;/b&gt;&lt;/big&gt;</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/studies/parts.py" />
   <source>&lt;p&gt;A newer run, with fewer seeds: {newer}.&lt;/p&gt;</source>
   <translation>&lt;p&gt;Ein neuerer Lauf, mit weniger Startwerten: {newer}.&lt;/p&gt;</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/studies/parts.py" />
   <source>Figures</source>
   <translation>Zahlen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/studies/parts.py" />
   <source>Measured figures, {title}</source>
   <translation>Gemessene Zahlen, {title}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/studies/parts.py" />
   <source>Measured: {title}</source>
   <translation>Gemessen: {title}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/studies/parts.py" />
   <source>Measured: {title}. Nothing yet.</source>
   <translation>Gemessen: {title}. Noch nichts.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/studies/parts.py" />
   <source>Mind</source>
   <translation>Zu beachten</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/studies/parts.py" />
   <source>Not run yet</source>
   <translation>Noch nicht ausgeführt</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/studies/parts.py" />
   <source>Reading it</source>
   <translation>Wie man sie liest</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/studies/parts.py" />
   <source>Run the study to see whether the claim holds here. A stopped one goes on from there.</source>
   <translation>Die Studie ausführen, um zu sehen, ob die Behauptung hier zutrifft. Eine angehaltene geht von dort weiter.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/studies/parts.py" />
   <source>Source: {source}.</source>
   <translation>Quelle: {source}.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/studies/parts.py" />
   <source>Tables and pictures come back when it is run again; runs that are kept are not trained anew.</source>
   <translation>Tabellen und Bilder kommen wieder, wenn sie erneut ausgeführt wird; aufbewahrte Läufe werden nicht neu trainiert.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/studies/parts.py" />
   <source>Verdict</source>
   <translation>Urteil</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/studies/parts.py" />
   <source>What it teaches</source>
   <translation>Was sie lehrt</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/studies/parts.py" />
   <source>What to look at</source>
   <translation>Worauf zu achten ist</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/studies/parts.py" />
   <source>{done} of {total} runs are done and kept. Run it again to go on from there; until then nothing is judged.</source>
   <translation>{done} von {total} Läufen sind fertig und aufbewahrt. Erneut ausführen setzt dort fort; bis dahin wird nicht geurteilt.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/studies/parts.py" />
   <source>{findings}&lt;p&gt;&lt;b&gt;This run, {newer}&lt;/b&gt;. The tables and pictures are its.&lt;/p&gt;</source>
   <translation>{findings}&lt;p&gt;&lt;b&gt;Dieser Lauf, {newer}&lt;/b&gt;. Die Tabellen und Bilder sind seine.&lt;/p&gt;</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/sweeps/display.py" />
   <source>Checking on fresh seeds</source>
   <translation>Prüfung mit neuen Startwerten</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/sweeps/display.py" />
   <source>best {metric} {figures} (trial {number})</source>
   <translation>am besten {metric} {figures} (Versuch {number})</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/sweeps/display.py" />
   <source>{done} trials, {count} pruned</source>
   <translation>{done} Versuche, {count} abgebrochen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/sweeps/history.py" />
   <source>History</source>
   <translation>Verlauf</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/sweeps/history.py" />
   <source>Two trials or more show here how the best figure came about, and what was pruned when.</source>
   <translation>Zwei oder mehr Versuche zeigen hier, wie die beste Zahl zustande kam und was wann abgebrochen wurde.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/sweeps/history.py" />
   <source>best so far</source>
   <translation>bisher am besten</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/sweeps/history.py" />
   <source>{reason}, {time} after the beginning</source>
   <translation>{reason}, {time} nach dem Anfang</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/sweeps/history.py" />
   <source>{what}; the best so far changed {best} times</source>
   <translation>{what}; die bisher beste Zahl änderte sich {best}-mal</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/sweeps/page.py" />
   <source>Another process carries this sweep out: {trials} trials so far.</source>
   <translation>Ein anderer Prozess führt diesen Suchlauf aus: {trials} Versuche bisher.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/sweeps/page.py" />
   <source>Pictures of the sweep</source>
   <translation>Bilder des Suchlaufs</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/sweeps/page.py" />
   <source>Runs are not kept in this window, and a sweep keeps every trial.</source>
   <translation>In diesem Fenster werden keine Läufe aufbewahrt, und ein Suchlauf bewahrt jeden Versuch auf.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/sweeps/page.py" />
   <source>Sweeps</source>
   <translation>Suchläufe</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/sweeps/page.py" />
   <source>The sweep</source>
   <translation>Der Suchlauf</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/sweeps/page.py" />
   <source>The sweep cannot be started.</source>
   <translation>Der Suchlauf lässt sich nicht starten.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/sweeps/page.py" />
   <source>The sweep could not be carried out.</source>
   <translation>Der Suchlauf konnte nicht ausgeführt werden.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/sweeps/page.py" />
   <source>The sweep does not fit.</source>
   <translation>Der Suchlauf passt nicht.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/sweeps/page.py" />
   <source>The sweep was not read.</source>
   <translation>Der Suchlauf wurde nicht gelesen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/sweeps/page.py" />
   <source>This trial cannot be taken into the Lab.</source>
   <translation>Dieser Versuch lässt sich nicht ins Labor übernehmen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/sweeps/page.py" />
   <source>Trials</source>
   <translation>Versuche</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/sweeps/page.py" />
   <source>Trials stand here as they come; a double click takes one into the Lab.</source>
   <translation>Versuche erscheinen hier, wie sie kommen; ein Doppelklick übernimmt einen ins Labor.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/sweeps/pictures.py" />
   <source>A sweep of two objectives shows here the trials that no other one beats.</source>
   <translation>Ein Suchlauf mit zwei Zielen zeigt hier die Versuche, die kein anderer übertrifft.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/sweeps/pictures.py" />
   <source>Front</source>
   <translation>Front</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/sweeps/pictures.py" />
   <source>Ten ended trials show here which field decides, with a 95 % interval.</source>
   <translation>Ab zehn beendeten Versuchen steht hier, welches Feld entscheidet, mit einem 95-%-Intervall.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/sweeps/pictures.py" />
   <source>beaten</source>
   <translation>übertroffen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/sweeps/pictures.py" />
   <source>on the front</source>
   <translation>auf der Front</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/sweeps/pictures.py" />
   <source>trial {number}: {label}</source>
   <translation>Versuch {number}: {label}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/sweeps/pictures.py" />
   <source>{front} of {points} trials are on the front</source>
   <translation>{front} von {points} Versuchen liegen auf der Front</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/sweeps/pictures.py" />
   <source>{metrics} (to the right)</source>
   <translation>{metrics} (nach rechts)</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/sweeps/pictures.py" />
   <source>{metrics} (up)</source>
   <translation>{metrics} (nach oben)</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/sweeps/pictures.py" />
   <source>{name}: {percent} of the spread of {count} trials. Fields searched together share effects.</source>
   <translation>{name}: {percent} der Streuung von {count} Versuchen. Felder, die zusammen gesucht werden, teilen sich Wirkungen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/sweeps/pictures.py" />
   <source>{share} % ({low} to {high})</source>
   <translation>{share} % ({low} bis {high})</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/sweeps/pictures.py" />
   <source>ε² of ranks over {count} trials; line: 95 % interval</source>
   <translation>ε² der Ränge über {count} Versuche; Linie: 95-%-Intervall</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/sweeps/setup_card.py" />
   <source>A kept sweep goes on where it was, also with another space.</source>
   <translation>Ein aufbewahrter Suchlauf geht weiter, wo er war, auch mit einem anderen Raum.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/sweeps/setup_card.py" />
   <source>A new sweep</source>
   <translation>Neuer Suchlauf</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/sweeps/setup_card.py" />
   <source>Empty for threads of this window, local:4 for four processes of this machine, or the address of a Dask scheduler such as tcp://scheduler:8786</source>
   <translation>Leer für Threads dieses Fensters, local:4 für vier Prozesse dieses Rechners, oder die Adresse eines Dask-Schedulers wie tcp://scheduler:8786</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/sweeps/setup_card.py" />
   <source>Search around the Lab's experiment</source>
   <translation>Um das Experiment des Labors herum suchen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/sweeps/setup_card.py" />
   <source>Sweep</source>
   <translation>Suchlauf</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/sweeps/setup_card.py" />
   <source>The rest of the spec is the Lab's experiment.</source>
   <translation>Der Rest der Beschreibung ist das Experiment des Labors.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/sweeps/setup_card.py" />
   <source>The table [sweep] of the experiment</source>
   <translation>Die Tabelle [sweep] des Experiments</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/sweeps/setup_card.py" />
   <source>Trained by</source>
   <translation>Trainiert von</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/sweeps/setup_card.py" />
   <source>What is searched</source>
   <translation>Was gesucht wird</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/sweeps/setup_card.py" />
   <source>What was trained is kept, and the sweep can go on</source>
   <translation>Was trainiert wurde, bleibt aufbewahrt, und der Suchlauf kann weitergehen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/sweeps/setup_card.py" />
   <source>Where the trials train</source>
   <translation>Wo die Versuche trainieren</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/sweeps/setup_card.py" />
   <source>threads here</source>
   <translation>Threads hier</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/sweeps/setup_card.py" />
   <source>{what} the sweep</source>
   <translation>Suchlauf: {what}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/sweeps/trials_table.py" />
   <source>Epochs</source>
   <translation>Epochen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/sweeps/trials_table.py" />
   <source>Reason</source>
   <translation>Grund</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/sweeps/trials_table.py" />
   <source>State</source>
   <translation>Zustand</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/pages/sweeps/trials_table.py" />
   <source>Trial</source>
   <translation>Versuch</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/compile_notice.py" />
   <source>Preparing the engine for this machine, once, in the background. You can start a run meanwhile.</source>
   <translation>Das Programm wird einmalig im Hintergrund für diesen Rechner vorbereitet. Ein Lauf kann inzwischen starten.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/compile_notice.py" />
   <source>Preparing the engine for this network, once, in the background. You can start a run meanwhile.</source>
   <translation>Das Programm wird einmalig im Hintergrund für dieses Netz vorbereitet. Ein Lauf kann inzwischen starten.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/controls.py" />
   <source>As fast as the eye follows: a run takes at least eight seconds</source>
   <translation>So schnell das Auge folgt: Ein Lauf dauert mindestens acht Sekunden</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/controls.py" />
   <source>As fast as this machine goes</source>
   <translation>So schnell dieser Rechner kann</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/controls.py" />
   <source>Five steps a second: every step can be seen</source>
   <translation>Fünf Schritte je Sekunde: Jeder Schritt ist zu sehen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/controls.py" />
   <source>Full</source>
   <translation>Voll</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/controls.py" />
   <source>Pause (Space)</source>
   <translation>Pause (Leertaste)</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/controls.py" />
   <source>Race several variants side by side (Ctrl+R)</source>
   <translation>Mehrere Varianten nebeneinander antreten lassen (Strg+R)</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/controls.py" />
   <source>Race…</source>
   <translation>Rennen…</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/controls.py" />
   <source>Rate…</source>
   <translation>Rate…</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/controls.py" />
   <source>Resume (Space)</source>
   <translation>Fortsetzen (Leertaste)</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/controls.py" />
   <source>Show or hide Look inside (Ctrl+I)</source>
   <translation>Einblick zeigen oder ausblenden (Strg+I)</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/controls.py" />
   <source>Single step (S)</source>
   <translation>Einzelner Schritt (S)</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/controls.py" />
   <source>Speed</source>
   <translation>Tempo</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/controls.py" />
   <source>Start a run of this experiment (Ctrl+Enter)</source>
   <translation>Einen Lauf dieses Experiments starten (Strg+Eingabe)</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/controls.py" />
   <source>Stop and keep what was trained</source>
   <translation>Anhalten und behalten, was trainiert wurde</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/controls.py" />
   <source>Take the chosen run back to its initial weights and train it anew</source>
   <translation>Den gewählten Lauf auf seine Anfangsgewichte zurücksetzen und neu trainieren</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/controls.py" />
   <source>Train a few steps with a rate that grows, and suggest a learning rate</source>
   <translation>Ein paar Schritte mit wachsender Rate trainieren und eine Lernrate vorschlagen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/controls.py" />
   <source>What is going on</source>
   <translation>Was gerade geschieht</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/controls_state.py" />
   <source>paused at step {step}</source>
   <translation>pausiert bei Schritt {step}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/controls_state.py" />
   <source>step {step} of {total_steps}</source>
   <translation>Schritt {step} von {total_steps}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/curve_controls.py" />
   <source>Choose the charts and their order</source>
   <translation>Diagramme und ihre Reihenfolge wählen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/curve_controls.py" />
   <source>Draw the runs of a race that differ in the seed as one mean line with a band</source>
   <translation>Läufe eines Rennens, die sich nur im Startwert unterscheiden, als eine mittlere Linie mit Band zeichnen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/curve_controls.py" />
   <source>Each seed</source>
   <translation>Jeder Startwert</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/curve_controls.py" />
   <source>How runs of a race that differ in the seed are drawn</source>
   <translation>Wie Läufe eines Rennens gezeichnet werden, die sich im Startwert unterscheiden</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/curve_controls.py" />
   <source>Log x</source>
   <translation>Log x</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/curve_controls.py" />
   <source>Mean, {short}</source>
   <translation>Mittel, {short}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/curve_controls.py" />
   <source>Smooth the curves as TensorBoard does; the chosen run's own values stay beneath</source>
   <translation>Die Kurven glätten wie TensorBoard; die eigenen Werte des gewählten Laufs bleiben darunter</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/curve_controls.py" />
   <source>Smoothing of the training curves, 0 to 0.999</source>
   <translation>Glättung der Trainingskurven, 0 bis 0,999</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/curve_controls.py" />
   <source>Train</source>
   <translation>Train.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/curve_controls.py" />
   <source>Training curves</source>
   <translation>Trainingskurven</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/curve_controls.py" />
   <source>Val</source>
   <translation>Val.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/curve_controls.py" />
   <source>Validation curves</source>
   <translation>Validierungskurven</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/curve_controls.py" />
   <source>a line each</source>
   <translation>je eine Linie</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/curve_controls.py" />
   <source>one mean line; the band is the {spreads}</source>
   <translation>eine mittlere Linie; Band: {spreads}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/curves.py" />
   <source>{name}, a chart of its own</source>
   <translation>{name}, ein eigenes Diagramm</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/curves.py" />
   <source>{shown}, a chart of its own</source>
   <translation>{shown}, ein eigenes Diagramm</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/data_tools.py" />
   <source> {kept} of {size} are here already.</source>
   <translation> {kept} von {size} sind schon hier.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/data_tools.py" />
   <source>Connecting…</source>
   <translation>Verbindung wird aufgebaut…</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/data_tools.py" />
   <source>Download {size}</source>
   <translation>{size} herunterladen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/data_tools.py" />
   <source>Downloading…</source>
   <translation>Wird heruntergeladen…</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/data_tools.py" />
   <source>Fetch {title} once, from the internet.{kept}</source>
   <translation>{title} einmalig aus dem Internet holen.{kept}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/data_tools.py" />
   <source>Go on with the download</source>
   <translation>Herunterladen fortsetzen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/data_tools.py" />
   <source>None of the hosts can be reached just now. {ways} the files from disk.</source>
   <translation>Gerade ist kein Server erreichbar. {ways} die Dateien vom Datenträger.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/data_tools.py" />
   <source>Open data…</source>
   <translation>Daten öffnen…</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/data_tools.py" />
   <source>Open from disk…</source>
   <translation>Vom Datenträger…</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/data_tools.py" />
   <source>Open the original files: {accepts}</source>
   <translation>Die Originaldateien öffnen: {accepts}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/data_tools.py" />
   <source>Stopped.</source>
   <translation>Angehalten.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/data_tools.py" />
   <source>Stopped. {kept} are kept, and a download goes on from there.</source>
   <translation>Angehalten. {kept} bleiben, und das Herunterladen geht von dort weiter.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/data_tools.py" />
   <source>Train on data of your own: a table, arrays, a text, pictures, a series (Ctrl+Shift+O)</source>
   <translation>Mit eigenen Daten trainieren: Tabelle, Arrays, Text, Bilder, Zeitreihe (Strg+Umschalt+O)</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/data_tools.py" />
   <source>Use {stand_in} instead</source>
   <translation>Stattdessen {stand_in}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/data_tools.py" />
   <source>Use {stand_in}, or open</source>
   <translation>Nimm {stand_in}, oder öffne</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/data_tools.py" />
   <source>none stated.</source>
   <translation>keine angegeben.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/data_tools.py" />
   <source>{hosts}Licence: {licence}</source>
   <translation>{hosts}Lizenz: {licence}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/data_tools.py" />
   <source>{size} MB</source>
   <translation>{size} MB</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/data_tools.py" />
   <source>{size} from {mirrors}. </source>
   <translation>{size} von {mirrors}. </translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/data_tools.py" />
   <source>{title} is built in and needs no network</source>
   <translation>{title} ist eingebaut und braucht kein Netzwerk</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/data_tools.py" />
   <source>{title} is not on this machine yet.</source>
   <translation>{title} ist noch nicht auf diesem Rechner.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/data_tools.py" />
   <source>{title}: {done} of {download_size}</source>
   <translation>{title}: {done} von {download_size}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/data_view.py" />
   <source> on disk</source>
   <translation> auf dem Datenträger</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/data_view.py" />
   <source>Augmented</source>
   <translation>Verändert</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/data_view.py" />
   <source>Classes: training, then validation</source>
   <translation>Klassen: Training, dann Validierung</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/data_view.py" />
   <source>Inputs, as the network gets them</source>
   <translation>Eingaben, wie das Netz sie bekommt</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/data_view.py" />
   <source>Place in the series</source>
   <translation>Stelle in der Reihe</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/data_view.py" />
   <source>Series</source>
   <translation>Reihe</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/data_view.py" />
   <source>Some texts with their labels</source>
   <translation>Einige Texte mit ihren Kennzeichen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/data_view.py" />
   <source>Targets, as the network gets them</source>
   <translation>Zielwerte, wie das Netz sie bekommt</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/data_view.py" />
   <source>The data set</source>
   <translation>Der Datensatz</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/data_view.py" />
   <source>as they are</source>
   <translation>wie sie sind</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/data_view.py" />
   <source>in the first epoch</source>
   <translation>in der ersten Epoche</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/data_view.py" />
   <source>{count} bytes</source>
   <translation>{count} Bytes</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/data_view.py" />
   <source>{low} to {high}, mean {mean}</source>
   <translation>{low} bis {high}, Mittel {mean}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/data_view.py" />
   <source>{name}: {x_train} to train, {x_val} to validate; one input is {shape}, {task}</source>
   <translation>{name}: {x_train} Training, {x_val} Validierung; eine Eingabe ist {shape}, {task}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/experiment.py" />
   <source>Data set</source>
   <translation>Datensatz</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/experiment.py" />
   <source>Experiment</source>
   <translation>Experiment</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/experiment.py" />
   <source>Learning rate over the run</source>
   <translation>Lernrate über den Lauf</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/experiment.py" />
   <source>Learning-rate schedule</source>
   <translation>Lernratenplan</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/experiment.py" />
   <source>Schedule</source>
   <translation>Lernratenplan</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/experiment.py" />
   <source>no schedule</source>
   <translation>kein Plan</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/experiment.py" />
   <source>{epochs} epochs, batch {batch_size}</source>
   <translation>{epochs} Epochen, Batch {batch_size}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/experiment.py" />
   <source>{type}, lr {lr}</source>
   <translation>{type}, lr {lr}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/experiment.py" />
   <source>{x_train} to train, {x_val} to validate</source>
   <translation>{x_train} zum Trainieren, {x_val} zum Validieren</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/inside.py" />
   <source>Choose or start a run to look inside.</source>
   <translation>Für einen Einblick einen Lauf wählen oder starten.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/inside.py" />
   <source>Fill the page with this view (Esc comes back)</source>
   <translation>Die Seite mit dieser Ansicht füllen (Esc führt zurück)</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/inside.py" />
   <source>Look inside</source>
   <translation>Einblick</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/inside.py" />
   <source>Opening the run again: its data are read and its network is built.</source>
   <translation>Der Lauf wird wieder geöffnet: Seine Daten werden gelesen, sein Netz wird aufgebaut.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/inside.py" />
   <source>The run is being prepared.</source>
   <translation>Der Lauf wird vorbereitet.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/inside.py" />
   <source>{label}, step {step}</source>
   <translation>{label}, Schritt {step}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/layers.py" />
   <source>Add</source>
   <comment>a layer</comment>
   <translation>Neu</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/layers.py" />
   <source>Add a layer behind the chosen one</source>
   <translation>Eine Schicht hinter der gewählten hinzufügen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/layers.py" />
   <source>Duplicate layer (Ctrl+D)</source>
   <translation>Schicht verdoppeln (Strg+D)</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/layers.py" />
   <source>Fit takes {words}.</source>
   <translation>Das Anpassen nimmt {words}.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/layers.py" />
   <source>Fit to the data</source>
   <translation>An die Daten anpassen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/layers.py" />
   <source>Input</source>
   <translation>Eingabe</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/layers.py" />
   <source>Input  {input_shape}</source>
   <translation>Eingabe  {input_shape}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/layers.py" />
   <source>Layers, first to last</source>
   <translation>Schichten, von der ersten zur letzten</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/layers.py" />
   <source>Move layer down (Alt+Down)</source>
   <translation>Schicht nach unten (Alt+Unten)</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/layers.py" />
   <source>Move layer up (Alt+Up)</source>
   <translation>Schicht nach oben (Alt+Oben)</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/layers.py" />
   <source>Remove layer (Delete)</source>
   <translation>Schicht entfernen (Entf)</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/layers.py" />
   <source>Take a loss and a number of outputs that suit the data, or where that is not enough a small network</source>
   <translation>Einen Verlust und eine Zahl von Ausgaben nehmen, die zu den Daten passen, oder, wo das nicht reicht, ein kleines Netz</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/layers.py" />
   <source>does not fit</source>
   <translation>passt nicht</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/layers.py" />
   <source>{call}
gives {shape}</source>
   <translation>{call}
ergibt {shape}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/layers.py" />
   <source>{count} parameters</source>
   <translation>{count} Parameter</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/runs.py" />
   <source>Branch…</source>
   <translation>Abzweigen…</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/runs.py" />
   <source>Colour</source>
   <translation>Farbe</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/runs.py" />
   <source>Export as CSV…</source>
   <translation>Als CSV exportieren…</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/runs.py" />
   <source>Filter by name or status</source>
   <translation>Nach Name oder Status filtern</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/runs.py" />
   <source>Filter the runs by name or status</source>
   <translation>Die Läufe nach Name oder Status filtern</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/runs.py" />
   <source>Hide curves	H</source>
   <translation>Kurven ausblenden	H</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/runs.py" />
   <source>Predict…</source>
   <translation>Vorhersagen…</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/runs.py" />
   <source>Remove	Del</source>
   <translation>Entfernen	Entf</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/runs.py" />
   <source>Remove the ended runs from the table (Ctrl+Z brings them back)</source>
   <translation>Beendete Läufe aus der Tabelle entfernen (Strg+Z holt sie zurück)</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/runs.py" />
   <source>Rename	F2</source>
   <translation>Umbenennen	F2</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/runs.py" />
   <source>Run again	Ctrl+D</source>
   <translation>Wiederholen	Strg+D</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/runs.py" />
   <source>Runs appear here: press Start for one, or Race… for several side by side.</source>
   <translation>Hier erscheinen Läufe: Start drücken für einen, oder Rennen… für mehrere nebeneinander.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/runs.py" />
   <source>Show curves	H</source>
   <translation>Kurven einblenden	H</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/runs_model.py" />
   <source>{extra}: the runs differ in it</source>
   <translation>{extra}: Darin unterscheiden sich die Läufe</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/runs_table.py" />
   <source>Choose by the room there is</source>
   <translation>Nach dem Platz wählen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/weights_view.py" />
   <source>As pictures</source>
   <translation>Als Bilder</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/weights_view.py" />
   <source>Spread</source>
   <translation>Streuung</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/weights_view.py" />
   <source>Which parameter to look at</source>
   <translation>Welcher Parameter betrachtet wird</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/panels/weights_view.py" />
   <source>output</source>
   <translation>Ausgabe</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/plots/bars.py" />
   <source>Examples of each class</source>
   <translation>Beispiele je Klasse</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/plots/bars.py" />
   <source>Spread of each column</source>
   <translation>Streuung jeder Spalte</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/plots/bars.py" />
   <source>Training and validation examples by class: {said}</source>
   <translation>Beispiele für Training und Validierung nach Klassen: {said}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/plots/bars.py" />
   <source>{name}: {train} and {val}</source>
   <translation>{name}: {train} und {val}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/plots/bars.py" />
   <source>{name}: {train} to train, {val} to validate</source>
   <translation>{name}: {train} zum Trainieren, {val} zum Validieren</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/plots/boundary.py" />
   <source>Choose a data set with two features to see the boundary.</source>
   <translation>Einen Datensatz mit zwei Merkmalen wählen, um die Grenze zu sehen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/plots/boundary.py" />
   <source>{title} picture</source>
   <translation>Bild {title}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/plots/curves.py" />
   <source> and </source>
   <translation> und </translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/plots/curves.py" />
   <source>Ignore outliers</source>
   <translation>Ausreißer weglassen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/plots/curves.py" />
   <source>Press Start to see the curve.</source>
   <translation>Start drücken, um die Kurve zu sehen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/plots/curves.py" />
   <source>Show everything</source>
   <translation>Alles zeigen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/plots/curves.py" />
   <source>{left_out} {values} ≤ 0 not on the log {axes} axis</source>
   <translation>{left_out} {values} ≤ 0 fehlen auf der logarithmischen {axes}-Achse</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/plots/curves.py" />
   <source>{shown} more curves.</source>
   <translation>{shown} weitere Kurven.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/plots/curves.py" />
   <source>{title} curves</source>
   <translation>Kurven {title}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/plots/descent_map.py" />
   <source>Map</source>
   <translation>Karte</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/plots/descent_map.py" />
   <source>Map of the surface: click to choose a start</source>
   <translation>Karte der Fläche: klicken, um einen Start zu wählen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/plots/figure.py" />
   <source>and {names} more</source>
   <translation>und {names} weitere</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/plots/figure.py" />
   <source>{title} figure</source>
   <translation>Zeichnung {title}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/plots/frame.py" />
   <source>Copy data</source>
   <translation>Daten kopieren</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/plots/frame.py" />
   <source>Copy picture</source>
   <translation>Bild kopieren</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/plots/frame.py" />
   <source>Picture (*.png);;Vector drawing (*.svg);;Document (*.pdf)</source>
   <translation>Bild (*.png);;Vektorgrafik (*.svg);;Dokument (*.pdf)</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/plots/frame.py" />
   <source>Picture for print or slides…</source>
   <translation>Bild für Druck oder Folien…</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/plots/frame.py" />
   <source>Save picture</source>
   <translation>Bild speichern</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/plots/frame.py" />
   <source>Save picture…</source>
   <translation>Bild speichern…</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/plots/frame.py" />
   <source>The picture was not saved: {error}</source>
   <translation>Das Bild wurde nicht gespeichert: {error}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/plots/frame.py" />
   <source>{title} chart</source>
   <translation>Diagramm {title}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/plots/heatmap.py" />
   <source> Most often mistaken: {rows} for {columns}, {max} times.</source>
   <translation> Am häufigsten verwechselt: {rows} mit {columns}, {max}-mal.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/plots/heatmap.py" />
   <source>{rows} rows and {columns} columns</source>
   <translation>{rows} Zeilen und {columns} Spalten</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/plots/heatmap.py" />
   <source>{size}, from {low} to {high}.</source>
   <translation>{size}, von {low} bis {high}.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/plots/heatmap.py" />
   <source>{size}; {right} of {total} on the diagonal.</source>
   <translation>{size}; {right} von {total} auf der Diagonale.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/plots/heatmap.py" />
   <source>{title} matrix</source>
   <translation>Matrix {title}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/plots/histogram.py" />
   <source>{left_out} not finite</source>
   <translation>{left_out} nicht endlich</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/plots/histogram.py" />
   <source>{size} values</source>
   <translation>{size} Werte</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/plots/histogram.py" />
   <source>{title} histogram</source>
   <translation>Histogramm {title}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/plots/hover.py" />
   <source>and {ordered} more</source>
   <translation>und {ordered} weitere</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/plots/hover.py" />
   <source>mean</source>
   <translation>Mittel</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/plots/hover.py" />
   <source>value</source>
   <translation>Wert</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/plots/images.py" />
   <source>Choose a data set of images to see examples.</source>
   <translation>Einen Datensatz mit Bildern wählen, um Beispiele zu sehen.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/plots/images.py" />
   <source>{title} pictures</source>
   <translation>Bilder {title}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/plots/images.py" />
   <source>{wrong} of {truth} wrong</source>
   <translation>{wrong} von {truth} falsch</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/plots/layer_stack.py" />
   <source>The network's layers</source>
   <translation>Die Schichten des Netzes</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/plots/layer_stack.py" />
   <source>nothing to train</source>
   <translation>nichts zu trainieren</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/plots/layer_stack.py" />
   <source>{count} layers from {input_shape}: {parameters} parameters, {multiply_adds} multiply-adds an example.</source>
   <translation>{count} Schichten ab {input_shape}: {parameters} Parameter, {multiply_adds} Multiplikationen mit Addition je Beispiel.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/plots/layer_stack.py" />
   <source>{multiply_adds} multiply-adds</source>
   <translation>{multiply_adds} Mult.-Additionen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/plots/layer_stack.py" />
   <source>{parameters} parameters</source>
   <translation>{parameters} Parameter</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/plots/marks.py" />
   <source>a value ≤ 0</source>
   <translation>ein Wert ≤ 0</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/plots/marks.py" />
   <source>{label}: not a finite number from {at} on</source>
   <translation>{label}: ab {at} keine endliche Zahl</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/plots/outliers.py" />
   <source>Scale the axis to {scaled}</source>
   <translation>Die Achse nach {scaled} richten</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/plots/outliers.py" />
   <source>all values</source>
   <translation>allen Werten</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/plots/outliers.py" />
   <source>down to</source>
   <translation>bis hinab zu</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/plots/outliers.py" />
   <source>the middle nine tenths of the values</source>
   <translation>den mittleren neun Zehnteln der Werte</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/plots/outliers.py" />
   <source>up to</source>
   <translation>bis</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/plots/ridges.py" />
   <source>step {step}: {sum} numbers, most from {ends}</source>
   <translation>Schritt {step}: {sum} Zahlen, die meisten von {ends}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/plots/ridges.py" />
   <source>{title} over time</source>
   <translation>{title} im Lauf der Zeit</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/plots/series.py" />
   <source>{y} at {lower} {x}</source>
   <translation>{y} bei {lower} {x}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/plots/surface_view.py" />
   <source>Surface in three dimensions; the arrow keys turn it</source>
   <translation>Räumliche Fläche; die Pfeiltasten drehen sie</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/plots/tiles.py" />
   <source>{count} of {height} × {width}</source>
   <translation>{count} mal {height} × {width}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/plots/tiles.py" />
   <source>{count} pictures of {height} by {width}</source>
   <translation>{count} Bilder mit {height} mal {width}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/plots/tiles.py" />
   <source>{names} {k}: {low} to {high}</source>
   <translation>{names} {k}: {low} bis {high}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/plots/tiles.py" />
   <source>{what}, from {ends}.</source>
   <translation>{what}, von {ends}.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/plots/tiles.py" />
   <source>{width} numbers</source>
   <translation>{width} Zahlen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/plots/tiles.py" />
   <source>{width} units</source>
   <translation>{width} Einheiten</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/plots/unit_map.py" />
   <source>From {responses} inputs to {said}.</source>
   <translation>Von {responses} Eingaben zu {said}.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/plots/unit_map.py" />
   <source>The network, unit by unit</source>
   <translation>Das Netz, Einheit für Einheit</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/plots/unit_map.py" />
   <source>output {unit}</source>
   <translation>Ausgabe {unit}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/plots/unit_map.py" />
   <source>unit {unit} of layer {column}</source>
   <translation>Einheit {unit} der Schicht {column}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/plots/unit_map.py" />
   <source>{said} The strongest weight, {weight}, leads to {name}.</source>
   <translation>{said} Das stärkste Gewicht, {weight}, führt zu {name}.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/plots/unit_map.py" />
   <source>{shown} of {units}</source>
   <translation>{shown} von {units}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/plots/unit_map.py" />
   <source>{title} with {units} units</source>
   <translation>{title} mit {units} Einheiten</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/widgets/banner.py" />
   <source>Copied</source>
   <translation>Kopiert</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/widgets/banner.py" />
   <source>Copy report</source>
   <translation>Bericht kopieren</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/widgets/banner.py" />
   <source>Details</source>
   <translation>Einzelheiten</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/widgets/banner.py" />
   <source>Dismiss</source>
   <translation>Schließen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/widgets/banner.py" />
   <source>Versions, system, spec, what failed and the end of the log, as text without your data</source>
   <translation>Versionen, System, Beschreibung, was fehlschlug und das Ende des Protokolls, als Text ohne eigene Daten</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/widgets/banner.py" />
   <source>error</source>
   <translation>Fehler</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/widgets/banner.py" />
   <source>info</source>
   <translation>Hinweis</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/widgets/banner.py" />
   <source>success</source>
   <translation>Erfolg</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/widgets/banner.py" />
   <source>warning</source>
   <translation>Warnung</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/widgets/collapsible.py" />
   <source>collapsed</source>
   <translation>zugeklappt</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/widgets/collapsible.py" />
   <source>expanded</source>
   <translation>aufgeklappt</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/widgets/fault_banner.py" />
   <source>gdlab crashed the last time. What was trained and kept until then is in the store.</source>
   <translation>gdlab ist beim letzten Mal abgestürzt. Was bis dahin trainiert und aufbewahrt wurde, liegt in der Ablage.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/widgets/fault_banner.py" />
   <source>{sentence} And {others} more since.</source>
   <translation>{sentence} Und {others} weitere seitdem.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/widgets/findings.py" />
   <source>Is missing</source>
   <translation>Gilt als fehlend</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/widgets/findings.py" />
   <source>Keep together</source>
   <translation>Zusammenhalten</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/widgets/findings.py" />
   <source>Leave it out</source>
   <translation>Weglassen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/widgets/findings.py" />
   <source>What to know of these data</source>
   <translation>Was über diese Daten zu wissen ist</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/widgets/nav_button.py" />
   <source>{title} page</source>
   <translation>Seite {title}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/widgets/number.py" />
   <source> Decimals are written with a point.</source>
   <translation> Dezimalstellen stehen hinter einem Punkt.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/widgets/number.py" />
   <source>The number must be finite{range}.</source>
   <translation>Die Zahl muss endlich sein{range}.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/widgets/number.py" />
   <source>Write {noun}{range}.</source>
   <translation>{noun} eingeben{range}.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/widgets/number.py" />
   <source>a number</source>
   <translation>eine Zahl</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/widgets/number.py" />
   <source>a number such as 0.01 or 1e-3</source>
   <translation>eine Zahl wie 0,01 oder 1e-3</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/widgets/number.py" />
   <source>a whole number</source>
   <translation>eine ganze Zahl</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/widgets/number.py" />
   <source>{number} is out of range: it must be {description}.</source>
   <translation>{number} liegt außerhalb: Erlaubt ist {description}.</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/widgets/number.py" />
   <source>“{what}” is not {noun}; write {example}{range}.{hint}</source>
   <translation>„{what}“ ist nicht {noun}; einzugeben ist {example}{range}.{hint}</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/widgets/progress.py" />
   <source>Cancelling…</source>
   <translation>Wird abgebrochen…</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/widgets/progress.py" />
   <source>{left} h left</source>
   <translation>noch {left} h</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/widgets/progress.py" />
   <source>{left} min left</source>
   <translation>noch {left} min</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/widgets/progress.py" />
   <source>{part} s left</source>
   <translation>noch {part} s</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/widgets/slider_number.py" />
   <source>{name}, by slider</source>
   <translation>{name}, mit Regler</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/widgets/swatch.py" />
   <source>Blue</source>
   <translation>Blau</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/widgets/swatch.py" />
   <source>Click to {verb} {name}; hold or right-click to change its colour</source>
   <translation>Klicken, um {name} zu {verb}; gedrückt halten oder rechts klicken, um die Farbe zu ändern</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/widgets/swatch.py" />
   <source>Cyan</source>
   <translation>Cyan</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/widgets/swatch.py" />
   <source>Grey</source>
   <translation>Grau</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/widgets/swatch.py" />
   <source>Magenta</source>
   <translation>Magenta</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/widgets/swatch.py" />
   <source>Orange</source>
   <translation>Orange</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/widgets/swatch.py" />
   <source>Other colour…</source>
   <translation>Andere Farbe…</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/widgets/swatch.py" />
   <source>Red</source>
   <translation>Rot</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/widgets/swatch.py" />
   <source>Teal</source>
   <translation>Petrol</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/widgets/swatch.py" />
   <source>hide</source>
   <translation>verbergen</translation>
  </message>
  <message>
   <location filename="../../gdlab/ui/widgets/swatch.py" />
   <source>show</source>
   <translation>zeigen</translation>
  </message>
  <message>
   <location filename="../../resources/presets/batch-norm.toml" />
   <source>Batch normalisation at depth</source>
   <translation>Batch-Normierung in der Tiefe</translation>
  </message>
  <message>
   <location filename="../../resources/presets/batch-norm.toml" />
   <source>Ten layers of sigmoids read at most 25 % of new digits, as good as nothing; with a batch normalisation before each they read at least 88 %.</source>
   <translation>Zehn Schichten mit Sigmoid lesen höchstens 25 % der neuen Ziffern, so gut wie nichts; mit einer Batch-Normierung vor jeder mindestens 88 %.</translation>
  </message>
  <message>
   <location filename="../../resources/presets/batch-size.toml" />
   <source>In ten epochs batches of 8 take 1,800 steps and read at least 94 % of new digits; batches of the whole training part take 10, and read at most 50 %.</source>
   <translation>In zehn Epochen machen Batches zu 8 Beispielen 1.800 Schritte und lesen mindestens 94 % der neuen Ziffern; Batches aus dem ganzen Trainingsteil machen 10 und lesen höchstens 50 %.</translation>
  </message>
  <message>
   <location filename="../../resources/presets/batch-size.toml" />
   <source>The size of the batch</source>
   <translation>Die Größe des Batches</translation>
  </message>
  <message>
   <location filename="../../resources/presets/character-model.toml" />
   <source>A character model</source>
   <translation>Ein Zeichenmodell</translation>
  </message>
  <message>
   <location filename="../../resources/presets/character-model.toml" />
   <source>From 48 letters of Paradise Lost at a time an LSTM learns to say the next one at a loss of at most 2.2, where a guess by the alphabet has 4.4.</source>
   <translation>Aus je 48 Buchstaben von Paradise Lost lernt ein LSTM den nächsten zu sagen, mit einem Verlust von höchstens 2,2, wo Raten nach dem Alphabet 4,4 hat.</translation>
  </message>
  <message>
   <location filename="../../resources/presets/digits.toml" />
   <source>Handwritten digits</source>
   <translation>Handgeschriebene Ziffern</translation>
  </message>
  <message>
   <location filename="../../resources/presets/digits.toml" />
   <source>One hidden layer of 64 units reads at least 95 % of handwritten digits that it has not seen, after a second of training.</source>
   <translation>Eine versteckte Schicht mit 64 Einheiten liest nach einer Sekunde Training mindestens 95 % der handgeschriebenen Ziffern, die sie nie gesehen hat.</translation>
  </message>
  <message>
   <location filename="../../resources/presets/digits.toml" />
   <source>first steps</source>
   <translation>erste Schritte</translation>
  </message>
  <message>
   <location filename="../../resources/presets/digits.toml" />
   <source>images</source>
   <translation>Bilder</translation>
  </message>
  <message>
   <location filename="../../resources/presets/double-descent.toml" />
   <source>Double descent</source>
   <translation>Doppelter Abstieg</translation>
  </message>
  <message>
   <location filename="../../resources/presets/double-descent.toml" />
   <source>One unit ends at a validation loss of at most 0.9. Ten can just learn the noise by heart and end at 1.5 or more; a hundred can do so in many ways, find a gentler one, and end at 1.5 or less.</source>
   <translation>Eine Einheit endet bei einem Validierungsverlust von höchstens 0,9. Zehn können das Rauschen gerade eben auswendig lernen und enden bei 1,5 oder mehr; hundert können das auf viele Arten, finden eine sanftere und enden bei 1,5 oder weniger.</translation>
  </message>
  <message>
   <location filename="../../resources/presets/dropout.toml" />
   <source>Dropout against overfitting</source>
   <translation>Dropout gegen Überanpassung</translation>
  </message>
  <message>
   <location filename="../../resources/presets/dropout.toml" />
   <source>With two labels in five wrong a wide network learns them by heart and ends at a validation loss of at least 0.95; with half of its hidden units hidden in each step it ends at 0.85 or less.</source>
   <translation>Sind zwei von fünf Kennzeichen falsch, lernt ein breites Netz sie auswendig und endet bei einem Validierungsverlust von mindestens 0,95; wird in jedem Schritt die Hälfte der versteckten Einheiten stumm geschaltet, endet es bei 0,85 oder weniger.</translation>
  </message>
  <message>
   <location filename="../../resources/presets/early-stopping.toml" />
   <source>Early stopping</source>
   <translation>Frühes Anhalten</translation>
  </message>
  <message>
   <location filename="../../resources/presets/early-stopping.toml" />
   <source>Trained for 150 epochs the network ends at a validation loss of at least 0.85; told to stop after five epochs without a better one it is done in at most 50 epochs, at a loss of at most 0.75.</source>
   <translation>150 Epochen trainiert endet das Netz bei einem Validierungsverlust von mindestens 0,85; soll es nach fünf Epochen ohne besseren anhalten, ist es nach höchstens 50 Epochen fertig, bei einem Verlust von höchstens 0,75.</translation>
  </message>
  <message>
   <location filename="../../resources/presets/film-reviews.toml" />
   <source>Counts of words, weighed, tell the tone of at least 72 % of new sentences of film reviews, without any hidden layer.</source>
   <translation>Gewichtete Anzahlen der Wörter verraten den Ton von mindestens 72 % neuer Sätze aus Filmkritiken, ganz ohne versteckte Schicht.</translation>
  </message>
  <message>
   <location filename="../../resources/presets/film-reviews.toml" />
   <source>The tone of film reviews</source>
   <translation>Der Ton von Filmkritiken</translation>
  </message>
  <message>
   <location filename="../../resources/presets/grokking.toml" />
   <source>Grokking</source>
   <translation>Grokking</translation>
  </message>
  <message>
   <location filename="../../resources/presets/grokking.toml" />
   <source>With weight decay the network knows at least 99 % of its sums modulo 23 by heart early; much later it finds the rule and is right on at least 85 % of new ones; without weight decay on at most 20 %.</source>
   <translation>Mit Gewichtsabnahme kennt das Netz früh mindestens 99 % seiner Summen modulo 23 auswendig; viel später findet es die Regel und löst mindestens 85 % der neuen richtig; ohne Gewichtsabnahme höchstens 20 %.</translation>
  </message>
  <message>
   <location filename="../../resources/presets/house-prices.toml" />
   <source>Five features explain at least 45 % of the variance of the prices of 1,728 houses in Saratoga County.</source>
   <translation>Fünf Merkmale erklären mindestens 45 % der Varianz der Preise von 1.728 Häusern in Saratoga County.</translation>
  </message>
  <message>
   <location filename="../../resources/presets/house-prices.toml" />
   <source>Regression on a table</source>
   <translation>Regression auf einer Tabelle</translation>
  </message>
  <message>
   <location filename="../../resources/presets/house-prices.toml" />
   <source>tables</source>
   <translation>Tabellen</translation>
  </message>
  <message>
   <location filename="../../resources/presets/initialisation.toml" />
   <source>Ten layers with weights of deviation 0.01 let no signal through, and the network reads at most 25 % of new digits; drawn as Kaiming He proposed they let it read at least 80 %.</source>
   <translation>Zehn Schichten mit Gewichten der Abweichung 0,01 lassen kein Signal durch, und das Netz liest höchstens 25 % der neuen Ziffern; nach dem Vorschlag von Kaiming He gezogen, lassen sie es mindestens 80 % lesen.</translation>
  </message>
  <message>
   <location filename="../../resources/presets/label-noise.toml" />
   <source>With two labels in five wrong the network still reads at least 90 % of new digits on its way, and at most 90 % at the end, when it has learnt the errors, too; with right labels it reads at least 96 %.</source>
   <translation>Sind zwei von fünf Kennzeichen falsch, liest das Netz unterwegs doch mindestens 90 % der neuen Ziffern, und am Ende, wenn es auch die Fehler gelernt hat, höchstens 90 %; mit richtigen Kennzeichen liest es mindestens 96 %.</translation>
  </message>
  <message>
   <location filename="../../resources/presets/label-noise.toml" />
   <source>Wrong labels</source>
   <translation>Falsche Kennzeichen</translation>
  </message>
  <message>
   <location filename="../../resources/presets/lenet.toml" />
   <source>LeCun's network of two convolutions reads at least 93 % of new handwritten digits after eight epochs on 2,400 of them.</source>
   <translation>LeCuns Netz aus zwei Faltungen liest nach acht Epochen auf 2.400 handgeschriebenen Ziffern mindestens 93 % der neuen.</translation>
  </message>
  <message>
   <location filename="../../resources/presets/lenet.toml" />
   <source>LeNet on digits</source>
   <translation>LeNet auf Ziffern</translation>
  </message>
  <message>
   <location filename="../../resources/presets/lstm-memory.toml" />
   <source>LSTM on a memory task</source>
   <translation>LSTM bei einer Gedächtnisaufgabe</translation>
  </message>
  <message>
   <location filename="../../resources/presets/lstm-memory.toml" />
   <source>Two numbers of forty are marked, and their sum is asked for at the end. An LSTM keeps them and ends at a squared error of at most 0.02; a plain RNN forgets them and stays at 0.1 or more.</source>
   <translation>Zwei von vierzig Zahlen sind markiert, und am Ende wird nach ihrer Summe gefragt. Ein LSTM behält sie und endet bei einem quadratischen Fehler von höchstens 0,02; ein einfaches RNN vergisst sie und bleibt bei 0,1 oder mehr.</translation>
  </message>
  <message>
   <location filename="../../resources/presets/lstm-memory.toml" />
   <source>sequences</source>
   <translation>Folgen</translation>
  </message>
  <message>
   <location filename="../../resources/presets/momentum-ravine.toml" />
   <source>After 200 steps along the floor of a ravine plain descent still has a training loss of at least 0.06; momentum of 0.9 adds the steps up and has at most 0.055.</source>
   <translation>Nach 200 Schritten entlang der Sohle einer Schlucht hat der einfache Abstieg noch einen Trainingsverlust von mindestens 0,06; Momentum von 0,9 addiert die Schritte und hat höchstens 0,055.</translation>
  </message>
  <message>
   <location filename="../../resources/presets/momentum-ravine.toml" />
   <source>optimizers</source>
   <translation>Optimierer</translation>
  </message>
  <message>
   <location filename="../../resources/presets/moons.toml" />
   <source>Two moons reach into each other: a small network bends its boundary between them and is right on at least 95 % of new points.</source>
   <translation>Zwei Monde greifen ineinander: Ein kleines Netz biegt seine Grenze zwischen ihnen und hat bei mindestens 95 % der neuen Punkte recht.</translation>
  </message>
  <message>
   <location filename="../../resources/presets/moons.toml" />
   <source>points</source>
   <translation>Punkte</translation>
  </message>
  <message>
   <location filename="../../resources/presets/optimizer-race.toml" />
   <source>A race of optimizers</source>
   <translation>Ein Rennen der Optimierer</translation>
  </message>
  <message>
   <location filename="../../resources/presets/optimizer-race.toml" />
   <source>From the same weights, each at a rate that suits it, all four read at least 92 % of new digits after ten epochs: they are closer to one another than their fame.</source>
   <translation>Von denselben Gewichten aus, jeder mit einer Rate, die zu ihm passt, lesen alle vier nach zehn Epochen mindestens 92 % der neuen Ziffern: Sie liegen näher beieinander als ihr Ruf.</translation>
  </message>
  <message>
   <location filename="../../resources/presets/plateau.toml" />
   <source>A plateau before a saddle</source>
   <translation>Ein Plateau vor einem Sattel</translation>
  </message>
  <message>
   <location filename="../../resources/presets/plateau.toml" />
   <source>From weights near 0 the network stands near a saddle and needs at least 200 steps to a validation loss of 0.3; from PyTorch's usual weights at most 130.</source>
   <translation>Von Gewichten nahe 0 aus steht das Netz nahe an einem Sattel und braucht mindestens 200 Schritte bis zu einem Validierungsverlust von 0,3; von den üblichen Gewichten aus PyTorch höchstens 130.</translation>
  </message>
  <message>
   <location filename="../../resources/presets/resnet.toml" />
   <source>A small residual network</source>
   <translation>Ein kleines Residualnetz</translation>
  </message>
  <message>
   <location filename="../../resources/presets/resnet.toml" />
   <source>Seven convolutions with shortcuts past every two of them read at least 96 % of new digits after eight epochs.</source>
   <translation>Sieben Faltungen mit Abkürzungen an je zweien vorbei lesen nach acht Epochen mindestens 96 % der neuen Ziffern.</translation>
  </message>
  <message>
   <location filename="../../resources/presets/scaled-inputs.toml" />
   <source>Scaled inputs</source>
   <translation>Skalierte Eingaben</translation>
  </message>
  <message>
   <location filename="../../resources/presets/scaled-inputs.toml" />
   <source>Unscaled, the largest of thirteen measures of a wine decides how far a step may go, and at most 75 % of new wines are told right; scaled to one deviation each, at least 90 %.</source>
   <translation>Unskaliert entscheidet das größte von dreizehn Maßen eines Weins, wie weit ein Schritt gehen darf, und höchstens 75 % der neuen Weine werden richtig erkannt; auf je eine Standardabweichung skaliert mindestens 90 %.</translation>
  </message>
  <message>
   <location filename="../../resources/presets/schedules.toml" />
   <source>Schedules of the learning rate</source>
   <translation>Lernratenpläne</translation>
  </message>
  <message>
   <location filename="../../resources/presets/schedules.toml" />
   <source>With batches of two and a constant rate a linear model ends at a validation loss of at least 0.35; a cosine that falls to 0 lets it settle at 0.28 or less.</source>
   <translation>Mit Batches zu zwei Beispielen und fester Rate endet ein lineares Modell bei einem Validierungsverlust von mindestens 0,35; ein Kosinus, der auf 0 fällt, lässt es bei 0,28 oder weniger zur Ruhe kommen.</translation>
  </message>
  <message>
   <location filename="../../resources/presets/series-forecast.toml" />
   <source>Five days ahead a small GRU explains at least 80 % of the variance of a share's price. Saying today's price again explains 91 %: hold a forecast against that before you believe it.</source>
   <translation>Fünf Tage voraus erklärt ein kleines GRU mindestens 80 % der Varianz eines Aktienkurses. Den heutigen Kurs zu wiederholen erklärt 91 %: Daran ist eine Prognose zu messen, bevor man ihr glaubt.</translation>
  </message>
  <message>
   <location filename="../../resources/presets/series-forecast.toml" />
   <source>Forecast of a series</source>
   <translation>Prognose einer Reihe</translation>
  </message>
  <message>
   <location filename="../../resources/presets/sigmoid-depth.toml" />
   <source>Sigmoids ten layers deep</source>
   <translation>Sigmoid, zehn Schichten tief</translation>
  </message>
  <message>
   <location filename="../../resources/presets/sigmoid-depth.toml" />
   <source>Ten layers of sigmoids pass back almost no gradient, and the network reads at most 25 % of new digits; with ReLU in their place it reads at least 85 %.</source>
   <translation>Zehn Schichten mit Sigmoid geben fast keinen Gradienten zurück, und das Netz liest höchstens 25 % der neuen Ziffern; mit ReLU an ihrer Stelle mindestens 85 %.</translation>
  </message>
  <message>
   <location filename="../../resources/presets/spirals.toml" />
   <source>No straight line parts two spirals; with two hidden layers of 32 units the boundary winds with them, right on at least 95 % of new points.</source>
   <translation>Keine gerade Linie trennt zwei Spiralen; mit zwei versteckten Schichten zu 32 Einheiten windet sich die Grenze mit ihnen und ist bei mindestens 95 % der neuen Punkte richtig.</translation>
  </message>
  <message>
   <location filename="../../resources/presets/spirals.toml" />
   <source>Two spirals</source>
   <translation>Zwei Spiralen</translation>
  </message>
  <message>
   <location filename="../../resources/presets/step-too-large.toml" />
   <source>A step too large</source>
   <translation>Ein zu großer Schritt</translation>
  </message>
  <message>
   <location filename="../../resources/presets/step-too-large.toml" />
   <source>Steps of 0.1 fit the data to a training loss of at most 0.56 in sixty steps, steps of 0.001 still have at least 0.75, and steps of 0.5, beyond 2/λ, have diverged.</source>
   <translation>Schritte von 0,1 passen die Daten in sechzig Schritten bis auf einen Trainingsverlust von höchstens 0,56 an, Schritte von 0,001 haben noch mindestens 0,75, und Schritte von 0,5, jenseits von 2/λ, sind divergiert.</translation>
  </message>
  <message>
   <location filename="../../resources/presets/sweep.toml" />
   <source>A search for an optimizer</source>
   <translation>Eine Suche nach einem Optimierer</translation>
  </message>
  <message>
   <location filename="../../resources/presets/sweep.toml" />
   <source>Where the search starts: 9 epochs of plain descent are right on at least 80 % of new points, and the Sweeps page looks for better settings.</source>
   <translation>Wo die Suche beginnt: 9 Epochen einfacher Abstieg haben bei mindestens 80 % der neuen Punkte recht, und die Seite Suchläufe sucht bessere Einstellungen.</translation>
  </message>
  <message>
   <location filename="../../resources/presets/sweep.toml" />
   <source>tuning</source>
   <translation>Einstellen</translation>
  </message>
  <message>
   <location filename="../../resources/presets/underfitting.toml" />
   <source>One hidden unit bends once and ends at a validation loss of at least 0.6, however long it trains; 64 units follow all swings and end at 0.45 or less.</source>
   <translation>Eine versteckte Einheit biegt sich einmal und endet bei einem Validierungsverlust von mindestens 0,6, so lange sie auch trainiert; 64 Einheiten folgen allen Schwüngen und enden bei 0,45 oder weniger.</translation>
  </message>
  <message>
   <location filename="../../resources/presets/underfitting.toml" />
   <source>Too small a network</source>
   <translation>Ein zu kleines Netz</translation>
  </message>
  <message>
   <location filename="../../resources/presets/underfitting.toml" />
   <source>functions</source>
   <translation>Funktionen</translation>
  </message>
  <message>
   <location filename="../../resources/presets/weight-decay.toml" />
   <source>Without a brake 128 units fit the noise of a hundred examples and end at a validation loss of at least 0.65; weight decay of 1 in AdamW holds it at 0.6 or less.</source>
   <translation>Ohne Bremse passen sich 128 Einheiten dem Rauschen von hundert Beispielen an und enden bei einem Validierungsverlust von mindestens 0,65; Gewichtsabnahme von 1 in AdamW hält ihn bei 0,6 oder weniger.</translation>
  </message>
  <message>
   <location filename="../../resources/presets/xor.toml" />
   <source>Without a hidden layer the network is right on at most 70 % of new points, hardly more than a guess; with eight hidden units on at least 92 %.</source>
   <translation>Ohne versteckte Schicht hat das Netz bei höchstens 70 % der neuen Punkte recht, kaum mehr als geraten; mit acht versteckten Einheiten bei mindestens 92 %.</translation>
  </message>
  <message>
   <location filename="../../resources/presets/xor.toml" />
   <source>XOR needs a hidden layer</source>
   <translation>XOR braucht eine versteckte Schicht</translation>
  </message>
  <message>
   <location filename="../../resources/presets/xor.toml" />
   <source>networks</source>
   <translation>Netze</translation>
  </message>
  <message>
   <location filename="../../resources/texts/drawings.json" />
   <source>2/lr</source>
   <translation>2/lr</translation>
  </message>
  <message>
   <location filename="../../resources/texts/drawings.json" />
   <source>Kaiming</source>
   <translation>Kaiming</translation>
  </message>
  <message>
   <location filename="../../resources/texts/drawings.json" />
   <source>above 2/λ</source>
   <translation>über 2/λ</translation>
  </message>
  <message>
   <location filename="../../resources/texts/drawings.json" />
   <source>below 2/λ</source>
   <translation>unter 2/λ</translation>
  </message>
  <message>
   <location filename="../../resources/texts/drawings.json" />
   <source>clipped</source>
   <translation>begrenzt</translation>
  </message>
  <message>
   <location filename="../../resources/texts/drawings.json" />
   <source>constant</source>
   <translation>konstant</translation>
  </message>
  <message>
   <location filename="../../resources/texts/drawings.json" />
   <source>delta 1</source>
   <translation>Delta 1</translation>
  </message>
  <message>
   <location filename="../../resources/texts/drawings.json" />
   <source>delta 2</source>
   <translation>Delta 2</translation>
  </message>
  <message>
   <location filename="../../resources/texts/drawings.json" />
   <source>does not</source>
   <translation>lernt nicht</translation>
  </message>
  <message>
   <location filename="../../resources/texts/drawings.json" />
   <source>eps 10</source>
   <translation>eps 10</translation>
  </message>
  <message>
   <location filename="../../resources/texts/drawings.json" />
   <source>eps 1e-8</source>
   <translation>eps 1e-8</translation>
  </message>
  <message>
   <location filename="../../resources/texts/drawings.json" />
   <source>full</source>
   <translation>alle</translation>
  </message>
  <message>
   <location filename="../../resources/texts/drawings.json" />
   <source>l1 0.01</source>
   <translation>l1 0,01</translation>
  </message>
  <message>
   <location filename="../../resources/texts/drawings.json" />
   <source>l2 0.01</source>
   <translation>l2 0,01</translation>
  </message>
  <message>
   <location filename="../../resources/texts/drawings.json" />
   <source>learns</source>
   <translation>lernt</translation>
  </message>
  <message>
   <location filename="../../resources/texts/drawings.json" />
   <source>left: 3 × 3</source>
   <translation>links: 3 × 3</translation>
  </message>
  <message>
   <location filename="../../resources/texts/drawings.json" />
   <source>left: dilation 1</source>
   <translation>links: Weite 1</translation>
  </message>
  <message>
   <location filename="../../resources/texts/drawings.json" />
   <source>left: stride 1</source>
   <translation>links: Schritt 1</translation>
  </message>
  <message>
   <location filename="../../resources/texts/drawings.json" />
   <source>measured</source>
   <translation>gemessen</translation>
  </message>
  <message>
   <location filename="../../resources/texts/drawings.json" />
   <source>nesterov</source>
   <translation>Nesterov</translation>
  </message>
  <message>
   <location filename="../../resources/texts/drawings.json" />
   <source>right: 5 × 5</source>
   <translation>rechts: 5 × 5</translation>
  </message>
  <message>
   <location filename="../../resources/texts/drawings.json" />
   <source>right: dilation 2</source>
   <translation>rechts: Weite 2</translation>
  </message>
  <message>
   <location filename="../../resources/texts/drawings.json" />
   <source>right: stride 2</source>
   <translation>rechts: Schritt 2</translation>
  </message>
  <message>
   <location filename="../../resources/texts/drawings.json" />
   <source>scaled</source>
   <translation>skaliert</translation>
  </message>
  <message>
   <location filename="../../resources/texts/drawings.json" />
   <source>sharpness</source>
   <translation>Schärfe</translation>
  </message>
  <message>
   <location filename="../../resources/texts/drawings.json" />
   <source>slope 0</source>
   <translation>Steigung 0</translation>
  </message>
  <message>
   <location filename="../../resources/texts/drawings.json" />
   <source>slope 1</source>
   <translation>Steigung 1</translation>
  </message>
  <message>
   <location filename="../../resources/texts/drawings.json" />
   <source>small</source>
   <translation>klein</translation>
  </message>
  <message>
   <location filename="../../resources/texts/drawings.json" />
   <source>square</source>
   <translation>Quadrat</translation>
  </message>
  <message>
   <location filename="../../resources/texts/drawings.json" />
   <source>without</source>
   <translation>ohne</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>A block of numbers with a fixed number of rows, columns and so on.</source>
   <translation>Ein Block von Zahlen mit fester Anzahl von Zeilen, Spalten und so weiter.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>A bound beside the number of epochs: whichever comes first ends the run. It makes runs with different batches comparable by steps.</source>
   <translation>Eine Grenze neben der Anzahl der Epochen: Was zuerst kommt, beendet den Lauf. Damit lassen sich Läufe mit verschiedenen Batches nach Schritten vergleichen.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>A bound on the time that the run trains, pauses left out. It makes methods comparable by what they reach in the same time, which differs from machine to machine.</source>
   <translation>Eine Grenze für die Zeit, die der Lauf trainiert, ohne Pausen. Damit lassen sich Verfahren danach vergleichen, was sie in derselben Zeit erreichen, was sich von Rechner zu Rechner unterscheidet.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>A bound on the work: each example whose gradient is taken counts once. It makes methods comparable that take several gradients for one step.</source>
   <translation>Eine Grenze für die Arbeit: Jedes Beispiel, dessen Gradient genommen wird, zählt einmal. Damit lassen sich Verfahren vergleichen, die für einen Schritt mehrere Gradienten nehmen.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>A class that is rare, or a column that is a thousand times as large as the others, is seen here before it is felt in training.</source>
   <translation>Eine seltene Klasse, oder eine Spalte, die tausendmal so groß ist wie die anderen, ist hier zu sehen, bevor sie beim Training zu spüren ist.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>A curve that leaps where this one drops was held up by too large a learning rate.</source>
   <translation>Eine Kurve, die springt, wo diese fällt, wurde von einer zu großen Lernrate aufgehalten.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>A figure of merit that is watched and not trained on, such as the share of right answers.</source>
   <translation>Eine Gütezahl, die beobachtet und nicht trainiert wird, etwa der Anteil richtiger Antworten.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>A function with many adjustable numbers that makes an output from an example's inputs.</source>
   <translation>Eine Funktion mit vielen einstellbaren Zahlen, die aus den Eingaben eines Beispiels eine Ausgabe macht.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>A low temperature takes the likeliest token each time, a high one dares more.</source>
   <translation>Eine niedrige Temperatur nimmt jedes Mal das wahrscheinlichste Token, eine hohe wagt mehr.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>A new order of the examples in each epoch. Without it the batches are the same ones in every epoch, and data that are sorted by class teach one class after the other.</source>
   <translation>Eine neue Reihenfolge der Beispiele in jeder Epoche. Ohne sie sind die Batches in jeder Epoche dieselben, und nach Klassen sortierte Daten lehren eine Klasse nach der anderen.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>A number that is added besides, so that the layer need not pass through 0.</source>
   <translation>Eine Zahl, die dazukommt, damit die Schicht nicht durch 0 gehen muss.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>A parameter that multiplies something; others are added or shift.</source>
   <translation>Ein Parameter, mit dem multipliziert wird; andere werden addiert oder verschieben.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>A piece of text, a letter or a word, that is handed to the network as a whole number.</source>
   <translation>Ein Stück Text, ein Buchstabe oder ein Wort, das dem Netz als ganze Zahl übergeben wird.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>A rule that changes the learning rate from step to step.</source>
   <translation>Eine Regel, die die Lernrate von Schritt zu Schritt ändert.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>A running mean of past gradients that a step follows in place of the newest alone.</source>
   <translation>Ein laufendes Mittel früherer Gradienten, dem ein Schritt statt allein dem neuesten folgt.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>A step follows a running mean of the gradients. Directions in which they agree from step to step add up, up to 1/(1 − momentum) times, those in which they contradict each other cancel. In a long narrow valley that is the way along it instead of from wall to wall. 0.9 is usual; with more the loss swings before it settles.</source>
   <translation>Ein Schritt folgt einem laufenden Mittel der Gradienten. Richtungen, in denen sie von Schritt zu Schritt übereinstimmen, summieren sich, bis zum 1/(1 − momentum)-Fachen; die, in denen sie einander widersprechen, heben sich auf. In einem langen engen Tal führt das entlang statt von Wand zu Wand. 0,9 ist üblich; mit mehr schwingt der Verlust, bevor er sich beruhigt.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>A sweep ended it early, since others were clearly better at the same point.</source>
   <translation>Ein Suchlauf hat ihn vorzeitig beendet, da andere an derselben Stelle klar besser waren.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>Across the steepest direction: a rate just below 2/λ settles, one just above it leaves all bounds.</source>
   <translation>Quer zur steilsten Richtung: Eine Rate knapp unter 2/λ beruhigt sich, eine knapp darüber verlässt alle Grenzen.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>Adam divides by the root of a running mean of squared gradients, which can shrink and so lengthen later steps. AMSGrad divides by the largest value that the mean ever had, so the steps can only become shorter.</source>
   <translation>Adam teilt durch die Wurzel eines laufenden Mittels der quadrierten Gradienten, das schrumpfen und so spätere Schritte verlängern kann. AMSGrad teilt durch den größten Wert, den das Mittel je hatte, sodass die Schritte nur kürzer werden können.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>Adds half the sum of squares of all parameters to the loss: a pull in proportion to their size. In plain descent that is the same as weight decay.</source>
   <translation>Addiert die halbe Summe der Quadrate aller Parameter zum Verlust: ein Zug im Verhältnis zu ihrer Größe. Im einfachen Abstieg ist das dasselbe wie Gewichtsabnahme.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>Adds the sum of all sizes of parameters to the loss. It pulls every one with the same force however small it is, so that many end at 0.</source>
   <translation>Addiert die Summe der Beträge aller Parameter zum Verlust. Sie zieht an jedem mit derselben Kraft, so klein er auch ist, sodass viele bei 0 enden.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>After each step, the weights that lead into a unit are scaled down when their norm is above this. It goes well with dropout and high learning rates.</source>
   <translation>Nach jedem Schritt werden die Gewichte, die in eine Einheit führen, verkleinert, wenn ihre Norm darüber liegt. Es verträgt sich gut mit Dropout und hohen Lernraten.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>After how many epochs (or steps) the learning rate drops.</source>
   <translation>Nach wie vielen Epochen (oder Schritten) die Lernrate fällt.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>After normalisation, each channel may be scaled and shifted again by learnt parameters, so that nothing is lost that the network needs.</source>
   <translation>Nach der Normierung darf jeder Kanal mit gelernten Parametern wieder skaliert und verschoben werden, sodass nichts verloren geht, was das Netz braucht.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>An image as one row of numbers, as Linear layers take it. Convolutions need it as it is, in rows and columns.</source>
   <translation>Ein Bild als eine Zeile von Zahlen, wie Schichten des Typs Linear es nehmen. Faltungen brauchen es, wie es ist, in Zeilen und Spalten.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>Brings every input column to a common range, by what the training part shows. Where one column is a thousand times as large as another, the curvature along it is a million times as large, and it alone decides which learning rate is possible.</source>
   <translation>Bringt jede Eingabespalte in einen gemeinsamen Bereich, nach dem, was der Trainingsteil zeigt. Wo eine Spalte tausendmal so groß ist wie eine andere, ist die Krümmung entlang ihr eine Million Mal so groß, und sie allein entscheidet, welche Lernrate möglich ist.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>Brings the numbers to predict to a common range, so that the same learning rates suit every problem. Figures are shown in the data's own unit again.</source>
   <translation>Bringt die vorherzusagenden Zahlen in einen gemeinsamen Bereich, sodass dieselben Lernraten zu jedem Problem passen. Gezeigte Zahlen stehen wieder in der Einheit der Daten.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>Climbs in place of descending: every step goes with the gradient. It is of use where the loss is something to be made large.</source>
   <translation>Steigt, statt abzusteigen: Jeder Schritt geht mit dem Gradienten. Nützlich, wo der Verlust groß werden soll.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>Divides by how much the gradient varies and not by its size: a steady gradient then makes longer steps, a noisy one shorter ones.</source>
   <translation>Teilt dadurch, wie sehr der Gradient schwankt, und nicht durch seine Größe: Ein stetiger Gradient macht dann längere Schritte, ein verrauschter kürzere.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>Each class has the same share in both parts. With rare classes a draw by lot could leave one of them out.</source>
   <translation>Jede Klasse hat in beiden Teilen denselben Anteil. Bei seltenen Klassen könnte das Los eine davon auslassen.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>Each number of the gradient is cut to this size by itself, which also changes its direction. Scaling by the norm is the gentler way.</source>
   <translation>Jede Zahl des Gradienten wird für sich auf diese Größe gekappt, was auch seine Richtung ändert. Nach der Norm zu skalieren ist die sanftere Art.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>Each step pulls every weight a little towards 0, so that only what the data insist on stays large: the oldest regularisation. Too much and the network cannot learn at all. In AdamW it acts beside the gradient, in Adam and SGD it is part of it.</source>
   <translation>Jeder Schritt zieht jedes Gewicht ein wenig gegen 0, sodass nur groß bleibt, worauf die Daten bestehen: die älteste Regularisierung. Zu viel, und das Netz kann gar nichts lernen. In AdamW wirkt sie neben dem Gradienten, in Adam und SGD ist sie ein Teil davon.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>Early stopping: the run ends when so many epochs have brought nothing better. It is the simplest regularisation, since the later epochs are those of overfitting. Too little patience stops at a chance bump.</source>
   <translation>Frühes Anhalten: Der Lauf endet, wenn so viele Epochen nichts Besseres gebracht haben. Es ist die einfachste Regularisierung, da die späteren Epochen die der Überanpassung sind. Zu wenig Geduld hält an einem zufälligen Buckel an.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>Errors below this count by their square, larger ones by their size alone: a single wild number in the data then pulls less.</source>
   <translation>Fehler darunter zählen mit ihrem Quadrat, größere nur mit ihrer Größe: Eine einzelne wilde Zahl in den Daten zieht dann weniger.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>Errors on some classes may count more than on others, where they are rare or cost more.</source>
   <translation>Fehler bei manchen Klassen dürfen mehr zählen als bei anderen, wo sie selten sind oder mehr kosten.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>Examples that neither train nor choose between settings, and are the same for every seed. A figure on them is the one to report, since nothing was chosen by looking at it.</source>
   <translation>Beispiele, die weder trainieren noch zwischen Einstellungen wählen und für jeden Startwert dieselben sind. Eine Zahl auf ihnen ist die, die zu berichten ist, da nichts nach ihr gewählt wurde.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>Fewer examples than there are, drawn by the seed: for a quick try, or to see overfitting.</source>
   <translation>Weniger Beispiele, als es gibt, gezogen mit dem Startwert: für einen schnellen Versuch oder um Überanpassung zu sehen.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>Filters see only their own group of channels. As many groups as channels is a depthwise convolution, which is much less work.</source>
   <translation>Filter sehen nur ihre eigene Gruppe von Kanälen. So viele Gruppen wie Kanäle sind eine tiefenweise Faltung, die viel weniger Arbeit ist.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>For each parameter, how fast the loss grows when the parameter grows a little.</source>
   <translation>Für jeden Parameter, wie schnell der Verlust wächst, wenn der Parameter ein wenig wächst.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>Forty noisy examples: the training loss goes on falling while the validation loss turns upwards.</source>
   <translation>Vierzig verrauschte Beispiele: Der Trainingsverlust fällt weiter, während der Validierungsverlust sich nach oben wendet.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>Forty steps down a valley, beside plain descent at a rate of 0.03.</source>
   <translation>Vierzig Schritte ein Tal hinab, neben einfachem Abstieg mit einer Rate von 0,03.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>Forty steps down a valley: with a small rate they creep, with a larger one they arrive.</source>
   <translation>Vierzig Schritte ein Tal hinab: Mit kleiner Rate kriechen sie, mit einer größeren kommen sie an.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>Forty steps of Adam in a long valley, with a short and with a long memory of the gradients.</source>
   <translation>Vierzig Schritte von Adam in einem langen Tal, mit kurzem und mit langem Gedächtnis für die Gradienten.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>Forty steps of Adam; with a large eps it is nearly plain descent.</source>
   <translation>Vierzig Schritte von Adam; mit großem eps ist es beinahe einfacher Abstieg.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>Forty steps of the same rate in a long valley, without momentum and with it.</source>
   <translation>Vierzig Schritte gleicher Rate in einem langen Tal, ohne Momentum und mit ihm.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>Forty steps with momentum 0.8, without dampening and with as much of it as of momentum.</source>
   <translation>Vierzig Schritte mit Momentum 0,8, ohne Dämpfung und mit ebenso viel davon wie Momentum.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>Forty steps with momentum 0.85: the look ahead brakes before the far wall.</source>
   <translation>Vierzig Schritte mit Momentum 0,85: Der Blick voraus bremst vor der anderen Wand.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>Hands on the hidden state of every place, as a layer on top or an answer for each place needs it; otherwise only the last.</source>
   <translation>Gibt den verborgenen Zustand jeder Stelle weiter, wie eine Schicht darüber oder eine Antwort für jede Stelle ihn braucht; sonst nur den letzten.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>Held-back examples with what the network says of them, the wrong ones first.</source>
   <translation>Zurückgehaltene Beispiele mit dem, was das Netz dazu sagt, die falschen zuerst.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>Hold it against repeating the last value: a forecast that is no better has learnt nothing.</source>
   <translation>Mit dem Wiederholen des letzten Werts vergleichen: Eine Prognose, die nicht besser ist, hat nichts gelernt.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>How bent the fall of the learning rate is: 1 is a straight line, more falls early and flattens.</source>
   <translation>Wie gekrümmt die Lernrate fällt: 1 ist eine gerade Linie, mehr fällt früh und wird flach.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>How exactly numbers are kept: float32 has seven digits and is about twice as fast, float64 sixteen. Training seldom needs the second; measuring tiny gradients does.</source>
   <translation>Wie genau Zahlen gehalten werden: float32 hat sieben Stellen und ist etwa doppelt so schnell, float64 sechzehn. Training braucht das Zweite selten; das Messen winziger Gradienten schon.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>How far a filter moves between two places. 2 halves rows and columns, and makes a quarter of the work.</source>
   <translation>Wie weit sich ein Filter zwischen zwei Stellen bewegt. 2 halbiert Zeilen und Spalten und macht ein Viertel der Arbeit.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>How far ahead the answer lies. The farther, the less can be known.</source>
   <translation>Wie weit voraus die Antwort liegt. Je weiter, desto weniger lässt sich wissen.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>How far chance moves what is generated: points, or the numbers to predict. More of it makes the classes overlap, or sets a floor that no network can get under without overfitting.</source>
   <translation>Wie weit der Zufall das Erzeugte bewegt: Punkte oder die vorherzusagenden Zahlen. Mehr davon lässt Klassen überlappen oder setzt einen Boden, unter den kein Netz ohne Überanpassung kommt.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>How far each step went, as the optimizer, its schedule and your own edits said.</source>
   <translation>Wie weit jeder Schritt ging, wie der Optimierer, sein Plan und eigene Änderungen es sagten.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>How far the network's certainty can be trusted: of all answers with 80 %, eight in ten should be right.</source>
   <translation>Wie weit der Sicherheit des Netzes zu trauen ist: Von allen Antworten mit 80 % sollten acht von zehn richtig sein.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>How far the next window begins after the one before. Larger ones give fewer examples that overlap less.</source>
   <translation>Wie weit nach dem vorigen das nächste Fenster beginnt. Größere ergeben weniger Beispiele, die weniger überlappen.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>How far the outputs of each layer spread at the first step, from the first layer on, in powers of ten.</source>
   <translation>Wie weit die Ausgaben jeder Schicht beim ersten Schritt streuen, von der ersten Schicht an, in Zehnerpotenzen.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>How fast the gradient itself changes along a direction: a narrow valley has much, a plain has little.</source>
   <translation>Wie schnell sich der Gradient selbst entlang einer Richtung ändert: Ein enges Tal hat viel, eine Ebene wenig.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>How long a running mean remembers: 0.99 is about a hundred steps.</source>
   <translation>Wie lange ein laufendes Mittel zurückdenkt: 0,99 sind etwa hundert Schritte.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>How long the learning rate rises from a small value to its own. The first gradients are the largest and the least to be trusted; a warm-up keeps them from throwing the run off.</source>
   <translation>Wie lange die Lernrate von einem kleinen Wert auf ihren eigenen steigt. Die ersten Gradienten sind die größten und am wenigsten verlässlich; ein Aufwärmen hindert sie, den Lauf aus der Bahn zu werfen.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>How long the learning rate takes from its highest to its lowest, along half a cosine. It should be the length of the run: with less, the rate rises again.</source>
   <translation>Wie lange die Lernrate entlang eines halben Kosinus von ihrem höchsten zum niedrigsten Wert braucht. Es sollte die Länge des Laufs sein: Mit weniger steigt die Rate wieder.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>How long the running mean of squared gradients remembers; 0.9 is about ten steps.</source>
   <translation>Wie lange das laufende Mittel der quadrierten Gradienten zurückdenkt; 0,9 sind etwa zehn Schritte.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>How long the whole cycle is. It should be the length of the run.</source>
   <translation>Wie lang der ganze Kreislauf ist. Es sollte die Länge des Laufs sein.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>How many altered copies of each training image are added. They teach that a shifted or mirrored image is of the same class.</source>
   <translation>Wie viele veränderte Kopien jedes Trainingsbilds dazukommen. Sie lehren, dass ein verschobenes oder gespiegeltes Bild zur selben Klasse gehört.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>How many cores of the machine this run may take. With 0 a large network takes all that no other run has; a small one is fastest on one. The figures are the same with any number.</source>
   <translation>Wie viele Kerne des Rechners dieser Lauf nehmen darf. Mit 0 nimmt ein großes Netz alle, die kein anderer Lauf hat; ein kleines ist auf einem am schnellsten. Die Zahlen sind mit jeder Anzahl gleich.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>How many different tokens there are; each has a row of numbers of its own that is learnt.</source>
   <translation>Wie viele verschiedene Tokens es gibt; jedes hat eine eigene Zeile von Zahlen, die gelernt wird.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>How many different words count. Rarer ones are left out, or share a number.</source>
   <translation>Wie viele verschiedene Wörter zählen. Seltenere werden weggelassen oder teilen sich eine Zahl.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>How many examples are held back to see what was learnt. Too few and the figure depends on which ones they are; too many and too little is left to learn from. A fifth is usual.</source>
   <translation>Wie viele Beispiele zurückgehalten werden, um zu sehen, was gelernt wurde. Zu wenige, und die Zahl hängt davon ab, welche es sind; zu viele, und es bleibt zu wenig zum Lernen. Ein Fünftel ist üblich.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>How many examples are made. More make the problem easier and each epoch longer.</source>
   <translation>Wie viele Beispiele erzeugt werden. Mehr machen die Aufgabe leichter und jede Epoche länger.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>How many examples make one step. Small batches make many noisy steps in an epoch, large ones few smooth ones; *full* takes all examples, which is batch gradient descent. When you make batches larger, the learning rate usually wants to grow, too.</source>
   <translation>Wie viele Beispiele einen Schritt machen. Kleine Batches machen in einer Epoche viele verrauschte Schritte, große wenige glatte; *full* nimmt alle Beispiele, das ist Batch-Gradientenabstieg. Werden Batches größer, will meist auch die Lernrate wachsen.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>How many filters look at the image, each for something of its own. Later layers usually have more of them, on smaller images.</source>
   <translation>Wie viele Filter auf das Bild sehen, jeder nach etwas Eigenem. Spätere Schichten haben meist mehr davon, auf kleineren Bildern.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>How many layers of the same kind stand on one another, each reading what the one before has made.</source>
   <translation>Wie viele Schichten derselben Art übereinanderstehen, jede liest, was die davor gemacht hat.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>How many numbers stand for a token. Similar tokens end near one another among them.</source>
   <translation>Wie viele Zahlen für ein Token stehen. Ähnliche Tokens enden darin nahe beieinander.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>How many numbers the hidden state has: how much of the past the layer can carry. More remember more and cost more.</source>
   <translation>Wie viele Zahlen der verborgene Zustand hat: wie viel Vergangenheit die Schicht tragen kann. Mehr behalten mehr und kosten mehr.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>How many places of a sequence one example has. Longer ones hold more and take longer to learn from.</source>
   <translation>Wie viele Stellen einer Folge ein Beispiel hat. Längere enthalten mehr, und es dauert länger, daraus zu lernen.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>How many rows and columns a filter sees at a time. 3 is usual: several layers of it see as much as one large filter, with fewer weights.</source>
   <translation>Wie viele Zeilen und Spalten ein Filter auf einmal sieht. 3 ist üblich: Mehrere Schichten davon sehen so viel wie ein großer Filter, mit weniger Gewichten.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>How much memory the curves of a run may take. A longer run keeps its first and last steps in full, and between them the extremes, so that nothing that stands out is lost.</source>
   <translation>Wie viel Speicher die Kurven eines Laufs nehmen dürfen. Ein längerer Lauf behält seine ersten und letzten Schritte ganz und dazwischen die Extreme, sodass nichts Auffälliges verloren geht.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>How much of the mean and the deviation of each batch goes into the running ones: 0.1 remembers about ten batches. It has nothing to do with the momentum of an optimizer.</source>
   <translation>Wie viel vom Mittelwert und von der Streuung jedes Batchs in die laufenden eingeht: 0,1 erinnert sich an etwa zehn Batches. Mit dem Momentum eines Optimierers hat es nichts zu tun.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>How much of the old mean is kept in each step: 0.999 is about the last thousand steps.</source>
   <translation>Wie viel vom alten Mittel in jedem Schritt bleibt: 0,999 sind etwa die letzten tausend Schritte.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>How often a unit is silenced during training. The others have to do without it, so no single one becomes indispensable: a regularisation. 0.5 for wide layers, 0.1 to 0.2 elsewhere; when the network is asked, all units take part.</source>
   <translation>Wie oft eine Einheit beim Training stumm geschaltet wird. Die anderen müssen ohne sie auskommen, sodass keine einzelne unentbehrlich wird: eine Regularisierung. 0,5 für breite Schichten, sonst 0,1 bis 0,2; wird das Netz gefragt, nehmen alle Einheiten teil.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>How often each class was taken for each other one.</source>
   <translation>Wie oft jede Klasse für jede andere gehalten wurde.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>How often each layer's gradients and activations are recorded, for the charts by layer and for *Health*. Often costs time: every ten steps is a good beginning.</source>
   <translation>Wie oft Gradienten und Aktivierungen jeder Schicht aufgezeichnet werden, für die Diagramme je Schicht und für *Diagnose*. Oft kostet Zeit: Alle zehn Schritte ist ein guter Anfang.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>How often the curvature of the loss is measured while the run trains. One measurement costs some dozens of gradients, so every hundred steps is a good beginning.</source>
   <translation>Wie oft die Krümmung des Verlusts gemessen wird, während der Lauf trainiert. Eine Messung kostet einige Dutzend Gradienten, also ist alle hundert Schritte ein guter Anfang.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>How often the curve bends. More bends need more units.</source>
   <translation>Wie oft sich die Kurve biegt. Mehr Biegungen brauchen mehr Einheiten.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>How often the run passes over its training part. Too few and it has not learnt yet; too many and overfitting may set in, which shows where validation loss turns upwards. A bound on steps, time or patience can end it sooner.</source>
   <translation>Wie oft der Lauf durch seinen Trainingsteil geht. Zu selten, und er hat noch nicht gelernt; zu oft, und Überanpassung kann einsetzen, was sich zeigt, wo der Validierungsverlust nach oben dreht. Eine Grenze für Schritte, Zeit oder Geduld kann ihn früher beenden.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>How often the validation part is asked about. More often gives a finer curve and takes more time.</source>
   <translation>Wie oft der Validierungsteil gefragt wird. Öfter ergibt eine feinere Kurve und dauert länger.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>How the first weights are drawn. Too small and the signal dies on its way through many layers, too large and it explodes; Kaiming suits ReLU, Xavier suits Tanh and Sigmoid.</source>
   <translation>Wie die ersten Gewichte gezogen werden. Zu klein, und das Signal stirbt auf seinem Weg durch viele Schichten, zu groß, und es explodiert; Kaiming passt zu ReLU, Xavier zu Tanh und Sigmoid.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>How the numbers in each layer are spread, over the run: a layer whose activations or gradients shrink to nothing has stopped learning.</source>
   <translation>Wie die Zahlen in jeder Schicht über den Lauf verteilt sind: Eine Schicht, deren Aktivierungen oder Gradienten zu nichts schrumpfen, hat aufgehört zu lernen.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>How what goes past the inner layers is brought to their size: unchanged, filled up with zeros, or by a small learnt layer.</source>
   <translation>Wie das, was an den inneren Schichten vorbeigeht, auf ihre Größe gebracht wird: unverändert, mit Nullen aufgefüllt oder durch eine kleine gelernte Schicht.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>How words become numbers. Counts forget their order and are quick; word numbers keep it, and need an Embedding and a layer that reads sequences.</source>
   <translation>Wie Wörter zu Zahlen werden. Anzahlen vergessen die Reihenfolge und sind schnell; Wortnummern behalten sie und brauchen ein Embedding und eine Schicht, die Folgen liest.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>How wrong the network is, over the run.</source>
   <translation>Wie falsch das Netz liegt, über den Lauf.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>Into how many groups the channels are divided, each normalised by itself. It does not depend on the batch and so suits small ones.</source>
   <translation>In wie viele Gruppen die Kanäle geteilt werden, jede für sich normiert. Es hängt nicht vom Batch ab und passt daher zu kleinen.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>It can be resumed from the last state that was kept.</source>
   <translation>Er lässt sich vom letzten aufbewahrten Zustand aus fortsetzen.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>It moves in jumps where the loss glides, since an answer is right or wrong.</source>
   <translation>Sie bewegt sich in Sprüngen, wo der Verlust gleitet, da eine Antwort richtig oder falsch ist.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>It shows whether the network looks at the words that a reader would, or at chance companions of a class.</source>
   <translation>Es zeigt, ob das Netz auf die Wörter sieht, auf die ein Leser sähe, oder auf zufällige Begleiter einer Klasse.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>Keeps a division from being one by 0. It also bounds how large a step can become where gradients are tiny: values of 1e-3 or more make Adam behave more like plain descent.</source>
   <translation>Verhindert, dass durch 0 geteilt wird. Es begrenzt auch, wie groß ein Schritt werden kann, wo Gradienten winzig sind: Werte ab 1e-3 lassen Adam mehr wie einfachen Abstieg wirken.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>Keeps a mean of the weights along the run and evaluates that. The steps of the last stretch jump about the bottom of the valley, and their mean lies nearer to it.</source>
   <translation>Behält ein Mittel der Gewichte entlang des Laufs und wertet dieses aus. Die Schritte des letzten Stücks springen um die Talsohle, und ihr Mittel liegt ihr näher.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>Keeps the division by the deviation from being one by 0. It also holds back what hardly varies, which would otherwise be blown up.</source>
   <translation>Verhindert, dass bei der Division durch die Streuung durch 0 geteilt wird. Es hält auch zurück, was kaum schwankt und sonst aufgebläht würde.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>Layers far below the others hardly learn: the gradient vanishes on its way back. Growing all the time: divergence is near. Towards 0 at the end: the run has arrived, at a minimum or on a plateau.</source>
   <translation>Schichten weit unter den anderen lernen kaum: Der Gradient verschwindet auf dem Rückweg. Wächst er ständig, ist Divergenz nahe. Gegen 0 am Ende: Der Lauf ist angekommen, in einem Minimum oder auf einem Plateau.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>Learning the training part by heart, errors and all: its loss falls while that of the validation part rises.</source>
   <translation>Den Trainingsteil auswendig lernen, mitsamt den Fehlern: Sein Verlust fällt, während der des Validierungsteils steigt.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>Measure how strongly the loss curves within each layer alone as well, which tells the layer that bounds the learning rate. It costs as much again for every layer.</source>
   <translation>Messen, wie stark sich der Verlust innerhalb jeder Schicht allein krümmt, was die Schicht verrät, die die Lernrate begrenzt. Es kostet für jede Schicht noch einmal so viel.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>Nearly always the learning rate is too large: each step lands higher on the other side of the valley. For plain descent the bound is 2/λ with λ the largest curvature, which is measured here and stands in the run's reason. Try a third of the rate, a warm-up, or a bound on the norm of the gradient; unscaled inputs and a wrong loss do it, too.</source>
   <translation>Fast immer ist die Lernrate zu groß: Jeder Schritt landet höher auf der anderen Seite des Tals. Für einfachen Abstieg ist die Grenze 2/λ mit λ der größten Krümmung, die hier gemessen wird und im Grund des Laufs steht. Versuchen: ein Drittel der Rate, ein Aufwärmen oder eine Grenze für die Norm des Gradienten; unskalierte Eingaben und ein falscher Verlust bewirken es auch.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>Nothing that was kept before is lost.</source>
   <translation>Nichts, was vorher aufbewahrt war, ist verloren.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>Of images, the first layer's show what each unit looks for.</source>
   <translation>Bei Bildern zeigen die der ersten Schicht, wonach jede Einheit sucht.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>One change of all parameters, against the gradient.</source>
   <translation>Eine Änderung aller Parameter, gegen den Gradienten.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>One layer of an image-like tensor, such as its red part, or what one filter has made of it.</source>
   <translation>Eine Lage eines bildartigen Tensors, etwa sein roter Anteil, oder was ein Filter daraus gemacht hat.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>One number that says how wrong the network is; training makes it small.</source>
   <translation>Eine Zahl, die sagt, wie falsch das Netz liegt; Training macht sie klein.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>One of the adjustable numbers of a network.</source>
   <translation>Eine der einstellbaren Zahlen eines Netzes.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>One of the kinds that examples are sorted into, such as the digit 7.</source>
   <translation>Eine der Arten, in die Beispiele sortiert werden, etwa die Ziffer 7.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>One output number of a layer inside a network.</source>
   <translation>Eine Ausgabezahl einer Schicht in einem Netz.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>One pass over the whole training part.</source>
   <translation>Ein Durchgang durch den ganzen Trainingsteil.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>One row of the data: its inputs, and the answer that belongs to them.</source>
   <translation>Eine Zeile der Daten: ihre Eingaben und die Antwort, die dazu gehört.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>One stage of a network: it takes numbers from the stage before and hands its own on.</source>
   <translation>Eine Stufe eines Netzes: Sie nimmt Zahlen von der Stufe davor und gibt ihre eigenen weiter.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>One training of one network, from its first weights to its end.</source>
   <translation>Ein Training eines Netzes, von seinen ersten Gewichten bis zu seinem Ende.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>Over which of the last axes the mean and the deviation are taken.</source>
   <translation>Über welche der letzten Achsen Mittel und Abweichung genommen werden.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>Points on the diagonal are right; a pattern in the differences is something that could still be learnt, a cloud is noise.</source>
   <translation>Punkte auf der Diagonale sind richtig; ein Muster in den Unterschieden ist etwas, das noch zu lernen wäre, eine Wolke ist Rauschen.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>ReLU has a corner at 0, where it has no slope. This says which one is taken there: 0 is PyTorch's, 1 is that of the right side.</source>
   <translation>ReLU hat bei 0 eine Ecke, wo sie keine Steigung hat. Dies sagt, welche dort genommen wird: 0 ist die von PyTorch, 1 die der rechten Seite.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>ReLU, with the two slopes that may be taken for its corner.</source>
   <translation>ReLU mit den beiden Steigungen, die für den Knick genommen werden können.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>Reads the sequence from both ends, where the whole of it is known beforehand. A forecast cannot do that.</source>
   <translation>Liest die Folge von beiden Enden, wo sie im Voraus ganz bekannt ist. Eine Prognose kann das nicht.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>Shifting and scaling numbers to mean 0 and deviation 1, so that the next layer finds them in a known range.</source>
   <translation>Zahlen auf Mittel 0 und Abweichung 1 verschieben und skalieren, sodass die nächste Schicht sie in einem bekannten Bereich findet.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>Silences a share of what one layer hands to the next while training: a regularisation, as in the layer Dropout.</source>
   <translation>Schaltet beim Training einen Anteil dessen stumm, was eine Schicht der nächsten übergibt: eine Regularisierung, wie in der Schicht Dropout.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>So many epochs after a drop are not counted, since the curve has to settle first.</source>
   <translation>So viele Epochen nach einem Fall zählen nicht, da sich die Kurve erst beruhigen muss.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>So many labels of the training part are replaced by lot. A network can learn even these by heart, and then overfitting is plain to see.</source>
   <translation>So viele Kennzeichen des Trainingsteils werden nach Los ersetzt. Ein Netz kann selbst diese auswendig lernen, und dann ist Überanpassung gut zu sehen.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>Space lets it go on, S makes one step.</source>
   <translation>Die Leertaste lässt ihn weitergehen, S macht einen Schritt.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>Steps that overshoot farther each time, until the loss has no finite value.</source>
   <translation>Schritte, die jedes Mal weiter übers Ziel schießen, bis der Verlust keinen endlichen Wert mehr hat.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>Takes weight decay out of the gradient and applies it to the weights directly, as AdamW does. In Adam the pull would otherwise be divided by the size of the gradients, and act least where gradients are large.</source>
   <translation>Nimmt die Gewichtsabnahme aus dem Gradienten und wendet sie direkt auf die Gewichte an, wie AdamW es tut. In Adam würde der Zug sonst durch die Größe der Gradienten geteilt und wirkte am wenigsten, wo Gradienten groß sind.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>The answer that belongs to an example: a class, or numbers.</source>
   <translation>Die Antwort, die zu einem Beispiel gehört: eine Klasse, oder Zahlen.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>The curve that decides when patience is over: the loss of the validation part, or any metric that is measured.</source>
   <translation>Die Kurve, die entscheidet, wann die Geduld zu Ende ist: der Verlust des Validierungsteils oder jede gemessene Metrik.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>The curves come from another program.</source>
   <translation>Die Kurven kommen aus einem anderen Programm.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>The curves say what a higher or lower threshold would cost.</source>
   <translation>Die Kurven sagen, was eine höhere oder niedrigere Schwelle kosten würde.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>The distance between the points that a filter sees: a wider view with the same number of weights.</source>
   <translation>Der Abstand zwischen den Punkten, die ein Filter sieht: ein weiterer Blick mit gleich vielen Gewichten.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>The epochs (or steps) at which the learning rate drops. It is lowered where progress has ended at the rate before.</source>
   <translation>Die Epochen (oder Schritte), bei denen die Lernrate fällt. Sie wird gesenkt, wo der Fortschritt mit der Rate davor endete.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>The examples are divided into so many parts, each of which is held back once, in another run.</source>
   <translation>Die Beispiele werden in so viele Teile geteilt, von denen jeder einmal zurückgehalten wird, in einem anderen Lauf.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>The examples as they are, and how their numbers and classes are spread over both parts.</source>
   <translation>Die Beispiele, wie sie sind, und wie ihre Zahlen und Klassen über beide Teile verteilt sind.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>The examples that are held back and only asked about, to see what was learnt and not just remembered.</source>
   <translation>Die Beispiele, die zurückgehalten und nur gefragt werden, um zu sehen, was gelernt und nicht nur gemerkt wurde.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>The examples that the network learns from.</source>
   <translation>Die Beispiele, aus denen das Netz lernt.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>The examples whose mean gradient makes one step.</source>
   <translation>Die Beispiele, deren mittlerer Gradient einen Schritt macht.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>The factor between the gradient and the step: how far a step goes.</source>
   <translation>Der Faktor zwischen dem Gradienten und dem Schritt: wie weit ein Schritt geht.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>The factor by which the learning rate drops; 0.1 is a tenth.</source>
   <translation>Der Faktor, um den die Lernrate fällt; 0,1 ist ein Zehntel.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>The function at the end of a layer that bends; without it all layers together would be one straight line.</source>
   <translation>Die Funktion am Ende einer Schicht, die biegt; ohne sie wären alle Schichten zusammen eine gerade Linie.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>The gradient is taken where the momentum is about to carry the parameters and not where they are. It brakes earlier before the far wall of a valley, and often settles a little sooner.</source>
   <translation>Der Gradient wird dort genommen, wohin das Momentum die Parameter gleich tragen wird, und nicht, wo sie sind. Das bremst früher vor der fernen Wand eines Tals und beruhigt sich oft ein wenig eher.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>The largest curvature of the loss along each layer's own weights, the other layers held still; without training.curvature_by_layer, which share of the sharpest direction lies in each layer.</source>
   <translation>Die größte Krümmung des Verlusts entlang der Gewichte jeder einzelnen Schicht, die anderen festgehalten; ohne training.curvature_by_layer, welcher Anteil der schärfsten Richtung in jeder Schicht liegt.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>The largest curvature of the loss along the run, with the bound above which the optimizer's own steps grow: 2/lr for plain descent, 38/lr for Adam, whose curvature is measured in the scale that it gives each parameter.</source>
   <translation>Die größte Krümmung des Verlusts entlang des Laufs, mit der Grenze, über der die Schritte des Optimierers wachsen: 2/lr für einfachen Abstieg, 38/lr für Adam, dessen Krümmung in dem Maßstab gemessen wird, den er jedem Parameter gibt.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>The layer with the largest one is what bounds the learning rate.</source>
   <translation>Die Schicht mit der größten begrenzt die Lernrate.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>The layers inside; what goes in is added to what comes out, so that the gradient finds a way past them. That is what makes networks of many layers trainable.</source>
   <translation>Die Schichten im Inneren; was hineingeht, wird zu dem addiert, was herauskommt, sodass der Gradient einen Weg an ihnen vorbei findet. Das macht Netze mit vielen Schichten trainierbar.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>The learning rate never falls below this.</source>
   <translation>Die Lernrate fällt nie darunter.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>The learning rate of a run on forty noisy examples: it halves each time that the validation loss has stood still.</source>
   <translation>Die Lernrate eines Laufs auf vierzig verrauschten Beispielen: Sie halbiert sich jedes Mal, wenn der Validierungsverlust stillgestanden hat.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>The learning rate over a run of twenty epochs that begins at 0.1.</source>
   <translation>Die Lernrate über einen Lauf von zwanzig Epochen, der mit 0,1 beginnt.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>The learning rate over a run of twenty epochs, for two values of this setting.</source>
   <translation>Die Lernrate über einen Lauf von zwanzig Epochen, für zwei Werte dieser Einstellung.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>The length of a list of numbers: the root of the sum of their squares.</source>
   <translation>Die Länge einer Liste von Zahlen: die Wurzel der Summe ihrer Quadrate.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>The line between the colours is what a layer without activation can only draw straight.</source>
   <translation>Die Linie zwischen den Farben kann eine Schicht ohne Aktivierung nur gerade ziehen.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>The loss at a rate that is too large, on a scale of powers of ten, without a bound on the gradient and with one.</source>
   <translation>Der Verlust bei einer zu großen Rate, in Zehnerpotenzen, ohne eine Grenze für den Gradienten und mit ihr.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>The loss has left all bounds.</source>
   <translation>Der Verlust hat alle Grenzen verlassen.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>The loss of each batch as it was measured, and two running means of it: the longer memory is smoother and later.</source>
   <translation>Der Verlust jedes Batchs, wie er gemessen wurde, und zwei laufende Mittel davon: Das längere Gedächtnis ist glatter und später.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>The loss of each of 120 steps with one example a step, with ten, and with all.</source>
   <translation>Der Verlust von 120 Schritten mit einem Beispiel je Schritt, mit zehn und mit allen.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>The loss over thirty steps, on a scale of powers of ten: with columns of equal scale, and with one of ten times the other's.</source>
   <translation>Der Verlust über dreißig Schritte, in Zehnerpotenzen: mit Spalten gleicher Größe, und mit einer von der zehnfachen Größe der anderen.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>The lowest learning rate of the schedule; 0 lets the run come to rest.</source>
   <translation>Die niedrigste Lernrate des Plans; 0 lässt den Lauf zur Ruhe kommen.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>The most important number of all. Too small, and training creeps; too large, and every step jumps over the valley and lands higher on the other side. For plain descent the bound is 2/λ, where λ is the largest curvature of the loss; *Health* and the range test measure it. Try factors of three, and the largest rate that does not make the loss jump.</source>
   <translation>Die wichtigste Zahl von allen. Zu klein, und das Training kriecht; zu groß, und jeder Schritt springt über das Tal und landet auf der anderen Seite höher. Für einfachen Abstieg ist die Grenze 2/λ, wo λ die größte Krümmung des Verlusts ist; *Diagnose* und der Lernratentest messen sie. Zu empfehlen sind Dreierfaktoren und die größte Rate, die den Verlust nicht springen lässt.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>The network as a picture: its layers with their shapes and numbers of parameters, or in the plane each unit with what it responds to.</source>
   <translation>Das Netz als Bild: seine Schichten mit ihren Formen und Anzahlen von Parametern, oder in der Ebene jede Einheit mit dem, worauf sie anspricht.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>The norm of the gradient in each of nine layers at the first step, from the first layer on, in powers of ten.</source>
   <translation>Die Norm des Gradienten in jeder von neun Schichten beim ersten Schritt, von der ersten Schicht an, in Zehnerpotenzen.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>The norm of the gradient, layer by layer.</source>
   <translation>Die Norm des Gradienten, Schicht für Schicht.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>The number from which all random draws follow; the same one gives the same run.</source>
   <translation>Die Zahl, aus der jeder Zufall folgt; dieselbe ergibt denselben Lauf.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>The number from which every random draw follows. Equal seeds give equal runs; several seeds show how much of a difference is luck.</source>
   <translation>Die Zahl, aus der jeder Zufall folgt. Gleiche Startwerte ergeben gleiche Läufe; mehrere zeigen, wie viel eines Unterschieds Glück ist.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>The peak of the schedule. The range test of the Landscape page suggests one: a little below where the loss begins to rise.</source>
   <translation>Der Gipfel des Plans. Der Lernratentest schlägt einen vor: ein wenig unter dem Punkt, an dem der Verlust zu steigen beginnt.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>The points that a filter of 3 × 3 sees at one place, and at the next, for two values of this setting.</source>
   <translation>Die Punkte, die ein Filter von 3 × 3 an einer Stelle und an der nächsten sieht, für zwei Werte dieser Einstellung.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>The points that a filter sees at one place, and at the next, for two sizes.</source>
   <translation>Die Punkte, die ein Filter an einer Stelle und an der nächsten sieht, für zwei Größen.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>The program ended while the run trained.</source>
   <translation>Das Programm endete, während der Lauf trainierte.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>The right class is asked for a little less than certainty, the others for a little more than nothing. The network becomes less sure of itself, and its probabilities more honest.</source>
   <translation>Für die richtige Klasse wird etwas weniger als Gewissheit verlangt, für die anderen etwas mehr als nichts. Das Netz wird sich weniger sicher, und seine Wahrscheinlichkeiten werden ehrlicher.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>The rule that turns gradients into steps.</source>
   <translation>Die Regel, die aus Gradienten Schritte macht.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>The run could not go on; the reason says why.</source>
   <translation>Der Lauf konnte nicht weitergehen; der Grund sagt, warum.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>The run ended, and its training loss is hardly below that of the best constant answer: it has learnt nothing.</source>
   <translation>Der Lauf endete, und sein Trainingsverlust liegt kaum unter dem der besten festen Antwort: Er hat nichts gelernt.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>The run ends as soon as the loss of the validation part is this low. With it the number of steps is the figure to compare.</source>
   <translation>Der Lauf endet, sobald der Verlust des Validierungsteils so niedrig ist. Zu vergleichen ist dann die Anzahl der Schritte.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>The run ends where its validation loss crosses the line.</source>
   <translation>Der Lauf endet, wo sein Validierungsverlust die Linie kreuzt.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>The run stands still and keeps everything.</source>
   <translation>Der Lauf steht still und behält alles.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>The run trained to its end and learnt more than a constant answer gives.</source>
   <translation>Der Lauf hat bis zum Ende trainiert und mehr gelernt, als eine feste Antwort hergibt.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>The run trains; its curves grow while it does.</source>
   <translation>Der Lauf trainiert; seine Kurven wachsen dabei.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>The run waits for a free core; it begins by itself.</source>
   <translation>Der Lauf wartet auf einen freien Kern; er beginnt von selbst.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>The sharpness of a run of plain descent rises towards 2/lr.</source>
   <translation>Die Schärfe eines Laufs mit einfachem Abstieg steigt gegen 2/lr.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>The sizes of the first layer's weights after training, the largest first: l1 takes many of them to 0, l2 makes all smaller.</source>
   <translation>Die Größen der Gewichte der ersten Schicht nach dem Training, die größten zuerst: l1 bringt viele davon auf 0, l2 macht alle kleiner.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>The thin line is the training part, batch by batch, smoothed as the slider says; the bold one is the validation part. Both falling: it learns. Training falling, validation rising: overfitting. Neither falling: the learning rate is too small, or the network cannot do it. Both leaping upwards: the learning rate is too large.</source>
   <translation>Die dünne Linie ist der Trainingsteil, Batch für Batch, geglättet, wie der Regler sagt; die kräftige ist der Validierungsteil. Beide fallen: Es lernt. Training fällt, Validierung steigt: Überanpassung. Keine fällt: Die Lernrate ist zu klein, oder das Netz kann es nicht. Beide springen nach oben: Die Lernrate ist zu groß.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>The validation loss of a network that learns forty noisy examples by heart, without weight decay and with 0.3.</source>
   <translation>Der Validierungsverlust eines Netzes, das vierzig verrauschte Beispiele auswendig lernt, ohne Gewichtsabnahme und mit 0,3.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>The validation loss of the same network after learning from 10 examples and from 400.</source>
   <translation>Der Validierungsverlust desselben Netzes, wenn es aus 10 und wenn es aus 400 Beispielen lernt.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>The validation loss with true training labels, and with three in ten of them drawn by lot.</source>
   <translation>Der Validierungsverlust mit wahren Trainingsmarken und mit drei von zehn, die ausgelost sind.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>The weights themselves.</source>
   <translation>Die Gewichte selbst.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>The width of the layer: how many units it has. More can represent more, learn by heart more easily, and take longer. The last layer has one for each class, or one for each number to predict.</source>
   <translation>Die Breite der Schicht: wie viele Einheiten sie hat. Mehr können mehr darstellen, lernen leichter auswendig und brauchen länger. Die letzte Schicht hat eine je Klasse oder eine je vorherzusagender Zahl.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>The words of a sentence, each with what the answer loses when it is left out: the more one of them speaks for the class that the network names, the stronger its colour.</source>
   <translation>Die Wörter eines Satzes, jedes mit dem, was die Antwort verliert, wenn es wegfällt: Je mehr eines für die genannte Klasse spricht, desto kräftiger seine Farbe.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>They can be compared and drawn; there is nothing to go on from.</source>
   <translation>Sie lassen sich vergleichen und zeichnen; weitergehen kann von hier nichts.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>Training examples are changed at random, anew in each epoch: shifted, mirrored, cropped. The network then cannot learn the very pixels by heart, a strong regularisation for images.</source>
   <translation>Trainingsbeispiele werden zufällig verändert, in jeder Epoche neu: verschoben, gespiegelt, beschnitten. Das Netz kann dann nicht die einzelnen Pixel auswendig lernen, eine starke Regularisierung für Bilder.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>Two running means are kept: of the gradients (the first number: its momentum) and of their squares (the second). The nearer to 1, the longer the memory: 0.9 remembers about ten steps, 0.999 about a thousand. Steps that jump about want a larger second number less often than a smaller learning rate.</source>
   <translation>Zwei laufende Mittel werden geführt: das der Gradienten (die erste Zahl: ihr Momentum) und das ihrer Quadrate (die zweite). Je näher an 1, desto länger das Gedächtnis: 0,9 denkt etwa zehn Schritte zurück, 0,999 etwa tausend. Schritte, die umherspringen, brauchen seltener eine größere zweite Zahl als eine kleinere Lernrate.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>Usually the learning rate is too small or too large by a factor of ten or more, the inputs are not scaled, or the gradient does not reach the first layers.</source>
   <translation>Meist ist die Lernrate um den Faktor zehn oder mehr zu klein oder zu groß, die Eingaben sind nicht skaliert, oder der Gradient erreicht die ersten Schichten nicht.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>Validation losses: a run that learns, one whose rate is far too small, and the best constant answer.</source>
   <translation>Validierungsverluste: ein Lauf, der lernt, einer mit viel zu kleiner Rate, und die beste konstante Antwort.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>What a model of characters writes on by itself, drawn by its own probabilities.</source>
   <translation>Was ein Modell von Zeichen von sich aus weiterschreibt, gezogen nach seinen eigenen Wahrscheinlichkeiten.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>What a network that reads a sequence carries from one place of it to the next.</source>
   <translation>Was ein Netz, das eine Folge liest, von einer Stelle zur nächsten mitnimmt.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>What an error from −4 to 4 costs: by its square, and by Huber's loss with two values of delta.</source>
   <translation>Was ein Fehler von −4 bis 4 kostet: nach seinem Quadrat und nach Hubers Verlust mit zwei Werten von Delta.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>What comes out, over what goes in from −4 to 4; the thin straight line is what would come out without it.</source>
   <translation>Was herauskommt, über dem, was von −4 bis 4 hineingeht; die dünne Gerade käme ohne die Schicht heraus.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>What else is measured, such as the share of right answers.</source>
   <translation>Was sonst gemessen wird, etwa der Anteil richtiger Antworten.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>What is asked of each of five classes of which the third is right, without smoothing and with 0.2.</source>
   <translation>Was von jeder von fünf Klassen verlangt wird, von denen die dritte richtig ist, ohne Glättung und mit 0,2.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>What is measured on the validation part besides the loss, such as accuracy, F1 or R². Measuring changes nothing in what is learnt.</source>
   <translation>Was auf dem Validierungsteil neben dem Verlust gemessen wird, etwa Genauigkeit, F1 oder R². Messen ändert nichts an dem, was gelernt wird.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>What the learning rate is multiplied by when the schedule acts.</source>
   <translation>Womit die Lernrate multipliziert wird, wenn der Plan wirkt.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>What the network said would come, beside what came.</source>
   <translation>Was nach dem Netz kommen sollte, neben dem, was kam.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>What the network says at every place of the plane: the colour is the class, and it is pale where the network is not sure.</source>
   <translation>Was das Netz an jeder Stelle der Ebene sagt: Die Farbe ist die Klasse, und sie ist blass, wo sich das Netz nicht sicher ist.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>What the network says beside what is true.</source>
   <translation>Was das Netz sagt, neben dem, was wahr ist.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>What was trained is kept, and a branch can go on from there.</source>
   <translation>Was trainiert wurde, bleibt, und ein Zweig kann von dort weitergehen.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>Whatever holds a network back from overfitting.</source>
   <translation>Was ein Netz von Überanpassung abhält.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>When the norm of the whole gradient is larger than this, it is scaled down to it and keeps its direction. One rare huge gradient then no longer throws the run off; networks that read sequences need it most. 1 is a usual value.</source>
   <translation>Wenn die Norm des ganzen Gradienten größer ist, wird er auf sie verkleinert und behält seine Richtung. Ein seltener riesiger Gradient wirft den Lauf dann nicht mehr aus der Bahn; Netze, die Folgen lesen, brauchen es am meisten. 1 ist ein üblicher Wert.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>Whether the schedule counts epochs or single steps.</source>
   <translation>Ob der Plan Epochen zählt oder einzelne Schritte.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>Which examples are held back. By lot is right where they do not depend on one another; in time where the future is to be predicted; by group where several belong to one person or machine, and would give each other away.</source>
   <translation>Welche Beispiele zurückgehalten werden. Nach Los ist richtig, wo sie nicht voneinander abhängen; nach der Zeit, wo die Zukunft vorhergesagt werden soll; nach Gruppen, wo mehrere zu einer Person oder Maschine gehören und einander verraten würden.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>Which inputs the network gets. For points of the plane also squares, products and sines of the coordinates: with the right ones a network without hidden layers solves what otherwise takes several.</source>
   <translation>Welche Eingaben das Netz bekommt. Für Punkte der Ebene auch Quadrate, Produkte und Sinus der Koordinaten: Mit den richtigen löst ein Netz ohne versteckte Schichten, wozu sonst mehrere nötig sind.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>Which of the parts is held back in this run; as many runs as there are folds use every example once.</source>
   <translation>Welcher der Teile in diesem Lauf zurückgehalten wird; so viele Läufe wie Folds verwenden jedes Beispiel einmal.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>Which share of the run the learning rate rises; it falls for the rest.</source>
   <translation>Welchen Anteil des Laufs die Lernrate steigt; den Rest fällt sie.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>While training, means and deviations are those of the batch. With this their running means are kept and used when the network is asked, so that an answer does not depend on who asks beside.</source>
   <translation>Beim Training sind Mittel und Abweichung die des Batches. Hiermit werden ihre laufenden Mittel behalten und verwendet, wenn das Netz gefragt wird, sodass eine Antwort nicht davon abhängt, wer sonst noch fragt.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>Whole rows or columns that are wrong tell of classes that look alike, or of wrong labels.</source>
   <translation>Ganze Zeilen oder Spalten, die falsch sind, erzählen von Klassen, die sich ähneln, oder von falschen Kennzeichen.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>With dampening the newest gradient counts less in the running mean of momentum. At 0 a steady gradient is amplified by 1/(1 − momentum); at the value of momentum itself it is not amplified at all.</source>
   <translation>Mit Dämpfung zählt der neueste Gradient im laufenden Mittel des Momentums weniger. Bei 0 wird ein stetiger Gradient um 1/(1 − momentum) verstärkt; beim Wert des Momentums selbst gar nicht.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>With large steps it often rises to the bound and stays there.</source>
   <translation>Mit großen Schritten steigt sie oft bis an die Grenze und bleibt dort.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>You ended it before its end.</source>
   <translation>Er wurde vor seinem Ende angehalten.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>Zeros around the border, so that filters can also stand at the edge and the image keeps its size.</source>
   <translation>Nullen um den Rand, sodass Filter auch am Rand stehen können und das Bild seine Größe behält.</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>activation</source>
   <translation>Aktivierung</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>batch</source>
   <translation>Batch</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>channel</source>
   <translation>Kanal</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>class</source>
   <translation>Klasse</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>curvature</source>
   <translation>Krümmung</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>divergence</source>
   <translation>Divergenz</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>example</source>
   <translation>Beispiel</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>gradient</source>
   <translation>Gradient</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>hidden state</source>
   <translation>Verborgener Zustand</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>layer</source>
   <translation>Schicht</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>learning rate</source>
   <translation>Lernrate</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>loss.weight</source>
   <translation>Gewicht</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>metric</source>
   <translation>Metrik</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>momentum</source>
   <translation>Momentum</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>network</source>
   <translation>Netz</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>norm</source>
   <translation>Norm</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>normalisation</source>
   <translation>Normierung</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>optimizer</source>
   <translation>Optimierer</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>overfitting</source>
   <translation>Überanpassung</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>parameter</source>
   <translation>Parameter</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>regularisation</source>
   <translation>Regularisierung</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>run</source>
   <translation>Lauf</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>schedule</source>
   <translation>Lernratenplan</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>seed</source>
   <translation>Startwert</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>target</source>
   <translation>Zielwert</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>tensor</source>
   <translation>Tensor</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>token</source>
   <translation>Token</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>training part</source>
   <translation>Trainingsteil</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>unit</source>
   <translation>Einheit</translation>
  </message>
  <message>
   <location filename="../../resources/texts/explanations.toml" />
   <source>validation part</source>
   <translation>Validierungsteil</translation>
  </message>
 </context>
</TS>
