using System.Globalization;
using KubeEdge.LoadTest;
using KubeEdge.LoadTest.Brokers;
using KubeEdge.Shared.Reporting;

const string Usage = """
    put [COUNT]               ConfigMaps from the API to the edge's store
    join [COUNT]              nodes from their first start to Ready
    fanout [CHANGES [NODES]]  one change to every connected node, acknowledged and recorded
    idle-nodes [NODES]        memory of the hub per connected node
    twins [COUNT]             updates of device twins, durable
    twins-mqtt [COUNT]        the same from one MQTT client to another
    broker [ROUNDS [CLIENTS]] our broker beside mosquitto: traffic in rounds, and memory of idle clients
    informer [PODS]           memory of an informer
    idle [PROGRAM]            start and memory of EdgeCore, published for this machine unless PROGRAM is
    --smoke                   writes no report
    """;

string[] words = [.. args.Where(argument => argument != "--smoke")];
int Number(int at, int standard) => at < words.Length ? int.Parse(words[at], CultureInfo.InvariantCulture) : standard;
if (words is ["fleet", var hub, var authority])
{
    return await FleetProcess.RunAsync(new Uri(hub), authority);
}

if (words is ["serve", _])
{
    return await BrokerHost.RunAsync(Number(1, 0));
}

string directory = Directory.CreateTempSubdirectory("kubeedge-load-").FullName;
try
{
    Outcome? outcome = words.FirstOrDefault() switch
    {
        "put" => await PutToCommit.RunAsync(directory, Number(1, 2000)),
        "join" => await JoinToReady.RunAsync(directory, Number(1, 100)),
        "fanout" => await FanOut.RunAsync(directory, Number(1, 30), Number(2, 1000)),
        "idle-nodes" => await IdleNodes.RunAsync(directory, Number(1, 5000)),
        "twins" => await TwinUpdates.RunAsync(directory, Number(1, 200_000)),
        "twins-mqtt" => await TwinsOverMqtt.RunAsync(directory, Number(1, 5000)),
        "broker" => await BrokerComparison.RunAsync(directory, Number(1, 5), Number(2, 10_000)),
        "informer" => await InformerMemory.RunAsync(directory, Number(1, 10_000)),
        "idle" => await IdleEdge.RunAsync(directory, words.ElementAtOrDefault(1)),
        _ => null,
    };
    if (outcome is null)
    {
        Console.Error.WriteLine(Usage);
        return 2;
    }

    Console.WriteLine(outcome.Body);
    if (words.Length == args.Length)
    {
        string command = $"dotnet run -c Release --project benchmarks/KubeEdge.LoadTest -- {string.Join(' ', args)}";
        Console.WriteLine(ResultFiles.Write(outcome.Report, command, outcome.Body, outcome.Figures));
    }

    return 0;
}
finally
{
    Directory.Delete(directory, recursive: true);
}
