using KubeEdge.MetaStore;
using KubeEdge.MetaStore.Importing;

namespace EdgeCore;

/// <summary>Takes over the original's database and says what came of it.</summary>
internal static class Imported
{
    public static async Task TakeOverAsync(string database, IMetaStore store, CancellationToken cancellationToken)
    {
        ImportReport report = await EdgeCoreDatabase.ImportAsync(database, store, cancellationToken: cancellationToken);
        Console.WriteLine(
            $"{database}: {report.Imported} objects imported, {report.Present} were here, {report.LeftBehind} rows need no keeping, {report.Topics} topics");
        foreach (string mapper in report.Mappers)
        {
            Console.WriteLine($"  mapper {mapper} has to register anew: restart it if it is running");
        }

        foreach (ImportProblem problem in report.Problems)
        {
            Console.WriteLine($"  not imported: {problem.Key}: {problem.Reason}");
        }
    }
}
