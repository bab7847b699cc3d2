using System.Text;
using KubeEdge.Beehive.Json;
using KubeEdge.Beehive.Messages;
using KubeEdge.MetaManager.Tests.Answers;
using KubeEdge.MetaManager.Tests.Fakes;

namespace KubeEdge.MetaManager.Tests.Pushes;

public class PoisonTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Push_DamagedFrames_NeverStopTheModule(int seed)
    {
        output.WriteLine($"seed {seed}");
        await using var rig = await EdgeRig.StartAsync();
        var random = new Random(seed);
        var frames = RecordedPushes.Read("02-configmap-secret-pod").Concat(RecordedPushes.Read("04-device-create-update-delete"))
            .Select(pair => Render(pair.Push)).ToArray();
        var sent = 0;
        for (var i = 0; i < 2000; i++)
        {
            if (Damage(frames[random.Next(frames.Length)], random) is { } message)
            {
                await rig.PushAsync(message);
                sent++;
            }
        }

        var good = await rig.PushAsync("insert", "default/configmap/good", Messages.ConfigMap("good", "u", 1));
        Message answer;
        do
        {
            answer = await rig.AnswerAsync();
            Assert.Contains(answer.Route.Operation, new[] { "response", "error" });
        }
        while (answer.Header.ParentId != good.Header.Id);

        AcknowledgementTests.AssertOk(good, answer);
        Assert.NotNull(await rig.GetAsync("configmaps", "good"));
        Assert.InRange(sent, 100, 2000);
    }

    // What is left of a frame after a few bytes were changed, if it still is a message that comes to MetaManager.
    private static Message? Damage(byte[] frame, Random random)
    {
        var copy = (byte[])frame.Clone();
        for (var changes = random.Next(1, 6); changes > 0; changes--)
        {
            // Half of the damage hits the interesting end, the header and the metadata.
            var place = random.Next(2) == 0 ? random.Next(copy.Length) : random.Next(Math.Min(600, copy.Length));
            copy[place] = (byte)"{}[]\",:0a\\/ux "[random.Next(14)];
        }

        var message = MessageJson.Read(copy, null).Message;
        return message is null || message.Header.Id.IsEmpty || !message.Header.ParentId.IsEmpty || message.Route.Group != "resource"
            || message.Route.Operation is Operations.Ping or Operations.Pong or Operations.Config ? null : message;
    }

    private static byte[] Render(Message message)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        MessageJson.Write(buffer, message);
        return buffer.WrittenSpan.ToArray();
    }
}
