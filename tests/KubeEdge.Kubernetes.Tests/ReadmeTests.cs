using KubeEdge.Kubernetes.Client;
using KubeEdge.Kubernetes.Informers;
using KubeEdge.Kubernetes.Names;

namespace KubeEdge.Kubernetes.Tests;

public sealed class ReadmeTests
{
    [Fact]
    public void Readme_Example_IsTheOneThatCompilesHere()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "KubeEdge.slnx")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("not inside the repository");
        }

        var readme = File.ReadAllText(Path.Combine(folder.FullName, "src/KubeEdge.Kubernetes/README.md"));
        var here = Lines(File.ReadAllText(Path.Combine(folder.FullName, "tests/KubeEdge.Kubernetes.Tests/ReadmeTests.cs")));
        Assert.All(Lines(readme.Split("```csharp")[1].Split("```")[0]), line => Assert.Contains(line, here));
    }

    [Fact]
    public async Task Example_WithoutKubeconfig_SaysSo() =>
        await Assert.ThrowsAsync<FileNotFoundException>(() => ExampleAsync(CancellationToken.None));

    private static async Task ExampleAsync(CancellationToken cancellationToken)
    {
        using var client = new KubeClient(Kubeconfig.Load("kubeconfig"));
        ResourceTable.Default.TryGetByPlural("", "configmaps", out var configMaps);

        // Expected outcomes are values, a lost connection included; only misuse and cancellation throw.
        var result = await client.GetAsync(configMaps!, "default", "demo", cancellationToken);
        Console.WriteLine(result.IsSuccess ? result.Object?.GetField("data.greeting") : result.Error.Message);

        // Knows the present state and reports every change, across disconnects and server restarts.
        var informer = new Informer(client, configMaps!, ns: null);
        await foreach (var change in informer.RunAsync(cancellationToken))
        {
            Console.WriteLine($"{change.Kind} {change.Object}");
        }
    }

    private static string[] Lines(string text) => [.. text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];
}
