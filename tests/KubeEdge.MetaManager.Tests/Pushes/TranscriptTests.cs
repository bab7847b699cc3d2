using KubeEdge.MetaManager.Tests.Fakes;

namespace KubeEdge.MetaManager.Tests.Pushes;

public class TranscriptTests
{
    [Theory]
    [InlineData("02-configmap-secret-pod", 14)]
    [InlineData("04-device-create-update-delete", 7)]
    public async Task Replay_RecordedPushes_AnswersAsTheRecordedEdge(string name, int pushes)
    {
        await using var rig = await EdgeRig.StartAsync();
        var seen = 0;
        foreach (var (push, expected) in RecordedPushes.Read(name))
        {
            await rig.PushAsync(push);
            var answer = await rig.AnswerAsync();

            Assert.Equal(expected.Route, answer.Route);
            Assert.Equal(expected.Header.ParentId, answer.Header.ParentId);
            Assert.Null(answer.Header.ResourceVersion);
            Assert.Equal(Messages.Text(expected), Messages.Text(answer));
            seen++;
        }

        Assert.Equal(pushes, seen);
    }

    [Fact]
    public async Task Replay_ConfigMapChanges_StoreFollows()
    {
        await using var rig = await EdgeRig.StartAsync();
        var versions = new List<ulong?>();
        foreach (var (push, _) in RecordedPushes.Read("02-configmap-secret-pod").Where(pair => pair.Push.Route.Resource.Contains("/configmap/", StringComparison.Ordinal)))
        {
            await rig.PushAsync(push);
            await rig.AnswerAsync();
            var stored = await rig.GetAsync("configmaps", "app-config");
            versions.Add(stored?.ResourceVersion);
            if (stored is not null)
            {
                Assert.Equal(push.Content.ToData().ToArray(), stored.Json.ToArray());
            }
        }

        Assert.Equal([408, 427, null], versions);
    }

    [Fact]
    public async Task Replay_SyncControllersModelWithoutKind_IsStoredWithOne()
    {
        await using var rig = await EdgeRig.StartAsync();
        foreach (var (push, _) in RecordedPushes.Read("04-device-create-update-delete").Where(pair => pair.Push.Route is { Source: "edgecontroller" }))
        {
            await rig.PushAsync(push);
            await rig.AnswerAsync();
        }

        var stored = await rig.GetAsync("devicemodels", "thermo-model", group: "devices.kubeedge.io");

        Assert.Contains("\"kind\":\"DeviceModel\"", System.Text.Encoding.UTF8.GetString(stored!.Json.Span), StringComparison.Ordinal);
    }
}
