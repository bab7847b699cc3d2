using System.Buffers;
using System.Text.Json.Nodes;
using KubeEdge.Beehive.Json;
using KubeEdge.Beehive.Messages;
using KubeEdge.CloudHub.Tests.Support;
using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.CloudHub.Tests.Delivery;

public sealed class WireFormTests
{
    /// <summary>Insert, update and delete of a ConfigMap as the original (1.15.1) sends them, reproduced byte for byte but for id and time.</summary>
    [Fact]
    public void ConfigMap_InsertUpdateDelete_AreTheOriginalsBytes()
    {
        using var rig = new DeliveryRig();
        rig.Sync();
        var recorded = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Vectors", "configmap-deliveries.jsonl")).ToArray();
        Assert.Equal(3, recorded.Length);
        foreach (var line in recorded)
        {
            var bytes = Convert.FromHexString(JsonNode.Parse(line)!["hex"]!.GetValue<string>());
            var original = MessageJson.Read(bytes, null).Message ?? throw new InvalidOperationException("unreadable vector");
            var value = KubeObject.Parse(original.Content.ToData());
            if (original.Route.Operation == Operations.Delete)
            {
                rig.Desired.Remove(TestObjects.ConfigMaps, value);
            }
            else
            {
                rig.Desired.Put(TestObjects.ConfigMaps, value, CloudHub.Delivery.Audience.AllNodes);
            }

            var ours = Assert.Single(rig.Pump());
            rig.Acknowledge(ours);
            var output = new ArrayBufferWriter<byte>();
            MessageJson.Write(output, ours.WithHeader(ours.Header with { Id = original.Header.Id, TimestampMs = original.Header.TimestampMs }));
            Assert.Equal(System.Text.Encoding.UTF8.GetString(bytes), System.Text.Encoding.UTF8.GetString(output.WrittenSpan));
        }
    }
}
