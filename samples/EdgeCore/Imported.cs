using KubeEdge.MetaStore.Importing;

namespace EdgeCore;

/// <summary>Says what was taken over from the original's database.</summary>
internal static class Imported
{
    public static void Print(string database, ImportReport report)
    {
        Console.WriteLine(
            $"{database}: {report.Imported} objects imported, {report.Present} were here, {report.LeftBehind} rows need no keeping");
        foreach (ImportProblem problem in report.Problems)
        {
            Console.WriteLine($"  not imported: {problem.Key}: {problem.Reason}");
        }
    }
}
