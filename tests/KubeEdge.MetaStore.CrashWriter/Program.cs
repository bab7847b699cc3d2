using System.Globalization;
using KubeEdge.MetaStore;
using KubeEdge.MetaStore.CrashWriter;

// Arguments: store file, file of acknowledgements, seed, number of commits per writer. Ends by itself or by being killed.
if (args.Length != 4)
{
    Console.Error.WriteLine("usage: CrashWriter STORE ACKNOWLEDGEMENTS SEED COMMITS");
    return 2;
}

// Small limits, so that a short run retires events, moves the log into the file and begins it anew.
var options = new MetaStoreOptions
{
    Path = args[0], CheckpointBytes = 50_000, Retention = { MinEvents = 20, MinAge = TimeSpan.Zero, MaxEvents = 60 },
};
await using var store = await MetaStoreFile.OpenAsync(options);
using var acknowledgements = new AcknowledgementFile(args[1]);
var (seed, commits) = (int.Parse(args[2], CultureInfo.InvariantCulture), int.Parse(args[3], CultureInfo.InvariantCulture));
var writers = new Task<bool>[3];
for (var i = 0; i < writers.Length; i++)
{
    writers[i] = new Writer(store, acknowledgements, i, new Random(seed + i)).RunAsync(commits);
}

return (await Task.WhenAll(writers)).All(done => done) ? 0 : 1;
