using KubeEdge.Budgets;
using KubeEdge.Shared.Reporting;

// Writes the table of all budgets from what the runs left; the arguments are the command to name in it.
var reports = BudgetTable.Rows
    .SelectMany(row => row.Reports)
    .Distinct()
    .ToDictionary(name => name, name => FigureSet.TryRead(Path.Combine(ResultFiles.Folder, name + ".json")));
string path = Path.Combine(ResultFiles.Folder, "Budgets.md");
File.WriteAllText(path, BudgetReport.Render(BudgetTable.Rows, reports, string.Join(' ', args)));
Console.WriteLine(path);
