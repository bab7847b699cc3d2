using System.Text.Json.Nodes;
using KubeEdge.EndToEnd.Tests.Processes;

namespace KubeEdge.EndToEnd.Tests.Scenarios;

/// <summary>What stock kubectl does to a hundred ConfigMaps arrives, all of it, after each step.</summary>
public sealed class HundredConfigMaps
{
    private const int LargestBytes = 900_000;

    [Fact]
    public async Task ApplyChangeDelete_OneByteTo900Kilobytes_CheckerSaysEqualAfterEachStep()
    {
        using var folder = new TemporaryFolder();
        await using Box box = await Box.StartAsync(folder.Path);

        await PutAsync(box, Make("a"), create: true);
        await box.EqualAsync();
        Assert.Equal(101, await CountAsync(box.Cloud));

        await PutAsync(box, Make("b"), create: false);
        await box.EqualAsync();

        (await box.Cloud.RunAsync("delete", "configmaps", "-l", "odd=true", "--wait=false")).Ok();
        await box.EqualAsync();
        Assert.Equal(51, await CountAsync(box.Edge));

        (await box.Cloud.RunAsync("delete", "configmaps", "--all")).Ok();
        await box.EqualAsync();
        Assert.Equal(0, await CountAsync(box.Edge));
        Assert.Equal(0, await box.InterruptAsync());
    }

    private static List<JsonObject> Make(string letter)
    {
        var maps = new List<JsonObject>
        {
            ConfigMaps.Empty("empty"),
            ConfigMaps.Of("non-ascii", 2000, "žluťoučký <&> \u2028 𝄞" + letter),
            ConfigMaps.Binary("binary", [.. Enumerable.Range(0, 256).Select(i => (byte)i), (byte)letter[0]]),
            ConfigMaps.Of("largest", LargestBytes, letter),
        };
        for (int i = maps.Count; i < 100; i++)
        {
            // One byte to about 300 KB, most of them small, as in life.
            maps.Add(ConfigMaps.Of($"map-{i}", (int)Math.Pow(1.14, i), letter));
        }

        for (int i = 0; i < maps.Count; i++)
        {
            maps[i]["metadata"]!["labels"] = new JsonObject { ["odd"] = i % 2 == 1 ? "true" : "false" };
        }

        return maps;
    }

    private static async Task PutAsync(Box box, List<JsonObject> maps, bool create)
    {
        ILookup<bool, JsonObject> bySize = maps.ToLookup(map => map.ToJsonString().Length > ConfigMaps.ApplyLimit);
        (await box.Cloud.RunWithInputAsync(ConfigMaps.Manifest(bySize[false]), "apply", "-f", "-")).Ok();
        (await box.Cloud.RunWithInputAsync(ConfigMaps.Manifest(bySize[true]), create ? "create" : "replace", "-f", "-")).Ok();
    }

    private static async Task<int> CountAsync(Kubectl kubectl) =>
        (await kubectl.RunAsync("get", "configmaps", "-o", "name")).Ok().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;
}
