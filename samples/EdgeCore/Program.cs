using System.CommandLine;
using EdgeCore;
using KubeEdge.Beehive;
using KubeEdge.Beehive.Checks;
using KubeEdge.MetaStore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

var arguments = new Arguments();
RootCommand command = arguments.Command();
command.SetAction(async (parsed, cancellationToken) =>
{
    try
    {
        return arguments.Printed(parsed) ? 0 : await RunAsync(parsed, cancellationToken);
    }
    catch (Exception fault) when (fault is InvalidDataException or IOException or FormatException
        or OptionsValidationException or MetaStoreException)
    {
        Console.Error.WriteLine(fault.Message);
        return 1;
    }
});

// Ctrl-C is the hosts' business: they stop in order and take the time they need.
return await command.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });

async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
{
    string directory = string.Empty;
    string? mappers = null;
    // Not the working directory: a host watches every folder below its root for settings that change.
    var settings = new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory };
    HostApplicationBuilder builder = Host.CreateApplicationBuilder(settings);
    IEdgeCoreBuilder core = builder.AddEdgeCore(edge =>
    {
        arguments.Apply(parsed, edge);
        (directory, mappers) = (edge.DataDirectory, edge.MapperSocket);
    });
    arguments.Apply(parsed, core, mappers);
    LocalApi.Add(builder.Services, parsed.GetRequiredValue(arguments.Api), directory);
    using IHost host = builder.Build();
    if (parsed.GetValue(arguments.Check))
    {
        return await SelfCheckRunner.RunAsync(host.Services, Console.Out, cancellationToken) ? 0 : 1;
    }

    if (parsed.GetValue(arguments.Import) is { } database)
    {
        await Imported.TakeOverAsync(database, host.Services.GetRequiredService<IMetaStore>(), cancellationToken);
    }

    await host.RunAsync(cancellationToken);
    return 0;
}
