using KubeEdge.Mqtt.Topics;
using KubeEdge.Testing;

namespace KubeEdge.Mqtt.Tests.Topics;

public sealed class SubscriptionTreeTests(ITestOutputHelper output)
{
    private readonly SubscriptionTree _tree = new();

    [Theory]
    [InlineData("sport/tennis/player1/#", "sport/tennis/player1", true)]
    [InlineData("sport/tennis/player1/#", "sport/tennis/player1/ranking", true)]
    [InlineData("sport/tennis/player1/#", "sport/tennis/player1/score/wimbledon", true)]
    [InlineData("sport/#", "sport", true)]
    [InlineData("#", "a/b/c", true)]
    [InlineData("sport/tennis/+", "sport/tennis/player1", true)]
    [InlineData("sport/tennis/+", "sport/tennis/player1/ranking", false)]
    [InlineData("sport/+", "sport", false)]
    [InlineData("sport/+", "sport/", true)]
    [InlineData("+/+", "/finance", true)]
    [InlineData("/+", "/finance", true)]
    [InlineData("+", "/finance", false)]
    [InlineData("a", "A", false)]
    [InlineData("a/", "a", false)]
    [InlineData("#", "$SYS/monitor", false)]
    [InlineData("+/monitor", "$SYS/monitor", false)]
    [InlineData("$SYS/#", "$SYS/monitor", true)]
    [InlineData("$SYS/+", "$SYS/monitor", true)]
    [InlineData("+/+/x", "a/$b/x", true)]
    public void Match_ExamplesOfTheStandard_AreAsItSays(string filter, string topic, bool matches)
    {
        Add(new ListedSubscriber("a"), filter);

        Assert.Equal(matches ? 1 : 0, _tree.Match(topic).Targets.Length);
    }

    [Fact]
    public void Match_OverlappingFilters_GiveOneTargetWithHighestQosAndAllIdentifiers()
    {
        var subscriber = new ListedSubscriber("a");
        Add(subscriber, new MqttSubscription("a/+", MqttQos.AtLeastOnce) { Identifier = 1 });
        Add(subscriber, new MqttSubscription("a/#", MqttQos.ExactlyOnce) { Identifier = 2, RetainAsPublished = true });
        Add(subscriber, new MqttSubscription("a/b", MqttQos.AtMostOnce));

        var target = Assert.Single(_tree.Match("a/b").Targets);
        Assert.Equal(MqttQos.ExactlyOnce, target.Grant.MaximumQos);
        Assert.True(target.Grant.RetainAsPublished);
        Assert.Equal([1u, 2u], target.Grant.Identifiers!.Order());
    }

    [Fact]
    public void Match_NoLocal_LeavesTheOtherSubscriptionsForOwnMessages()
    {
        var subscriber = new ListedSubscriber("a");
        Add(subscriber, new MqttSubscription("a", MqttQos.ExactlyOnce) { NoLocal = true });
        Assert.Null(_tree.Match("a").Targets[0].OwnGrant);

        Add(subscriber, new MqttSubscription("#", MqttQos.AtMostOnce));
        Assert.Equal(MqttQos.AtMostOnce, _tree.Match("a").Targets[0].OwnGrant?.MaximumQos);
        Assert.Equal(MqttQos.ExactlyOnce, _tree.Match("a").Targets[0].Grant.MaximumQos);
    }

    [Fact]
    public void Add_SameFilterAgain_ReplacesTheSubscription()
    {
        var subscriber = new ListedSubscriber("a");
        Assert.True(Add(subscriber, new MqttSubscription("a", MqttQos.AtMostOnce)));
        Assert.False(Add(subscriber, new MqttSubscription("a", MqttQos.ExactlyOnce)));

        Assert.Equal(1, _tree.Count);
        Assert.Equal(MqttQos.ExactlyOnce, Assert.Single(_tree.Match("a").Targets).Grant.MaximumQos);
    }

    [Fact]
    public void Remove_OfWhatIsNotThere_SaysSo()
    {
        var subscriber = new ListedSubscriber("a");
        Add(subscriber, "a/b");

        Assert.False(_tree.Remove(subscriber, Parse("a")));
        Assert.False(_tree.Remove(new ListedSubscriber("b"), Parse("a/b")));
        Assert.True(_tree.Remove(subscriber, Parse("a/b")));
        Assert.Empty(_tree.Match("a/b").Targets);
        Assert.Equal(0, _tree.Count);
    }

    [Fact]
    public void Next_SharedGroup_GoesRoundAndPassesOverWhoIsAway()
    {
        Add(new ListedSubscriber("a"), "$share/g/x");
        Add(new ListedSubscriber("away", isConnected: false), "$share/g/x");
        Add(new ListedSubscriber("b"), "$share/g/x");
        var group = Assert.Single(_tree.Match("x").Groups);

        var receivers = Enumerable.Range(0, 30).Select(_ => group.Next(MqttQos.AtLeastOnce)!.Subscriber.ClientId).ToList();

        Assert.DoesNotContain("away", receivers);
        Assert.InRange(receivers.Count(id => id == "a"), 10, 20);
    }

    [Fact]
    public void Next_EverybodyAway_QueuesForQos1Only()
    {
        Add(new ListedSubscriber("away", isConnected: false), "$share/g/x");
        var group = Assert.Single(_tree.Match("x").Groups);

        Assert.Null(group.Next(MqttQos.AtMostOnce));
        Assert.Equal("away", group.Next(MqttQos.AtLeastOnce)?.Subscriber.ClientId);
    }

    [Fact]
    public void Match_RandomFilters_AgreesWithAPlainComparison()
    {
        var random = new Random(Effort.Seed);
        output.WriteLine($"KUBEEDGE_SEED={Effort.Seed}");
        var filters = new Dictionary<string, ListedSubscriber>();
        for (var i = 0; i < Effort.Of(2_000, 50_000); i++)
        {
            var filter = RandomPath(random, ["a", "b", "", "$s", "+"]) + (random.Next(4) == 0 ? "/#" : "");
            if (filters.Remove(filter, out var known))
            {
                Assert.True(_tree.Remove(known, Parse(filter)));
            }
            else
            {
                filters.Add(filter, new ListedSubscriber(filter));
                Add(filters[filter], filter);
            }

            var topic = RandomPath(random, ["a", "b", "", "$s"]);
            var expected = filters.Keys.Where(candidate => Matches(candidate.Split('/'), topic.Split('/'))).Order();
            Assert.Equal(expected, _tree.Match(topic).Targets.Select(target => target.Subscriber.ClientId).Order());
        }
    }

    private static bool Matches(string[] filter, string[] topic)
    {
        if (topic[0].StartsWith('$') && filter[0] is "+" or "#" && topic[0].StartsWith('$'))
        {
            return false;
        }

        for (var i = 0; i < filter.Length; i++)
        {
            if (filter[i] == "#")
            {
                return true;
            }

            if (i == topic.Length || (filter[i] != "+" && filter[i] != topic[i]))
            {
                return false;
            }
        }

        return filter.Length == topic.Length;
    }

    private static string RandomPath(Random random, string[] levels) =>
        string.Join('/', Enumerable.Range(0, random.Next(1, 4)).Select(_ => levels[random.Next(levels.Length)])) is { Length: > 0 } path
            ? path
            : "a";

    private static TopicFilter Parse(string text) =>
        TopicFilter.TryParse(text, 128, out var filter) ? filter : throw new ArgumentException(text);

    private void Add(Subscriber subscriber, string filter) => Add(subscriber, new MqttSubscription(filter, MqttQos.ExactlyOnce));

    private bool Add(Subscriber subscriber, MqttSubscription options) =>
        _tree.Add(new Subscription(subscriber, Parse(options.Filter), options));
}
