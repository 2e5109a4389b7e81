/// <reference lib="dom" />

/** What two browsers tell each other to find a way between them. */
export type PeerSignal =
  | { readonly description: RTCSessionDescriptionInit }
  | { readonly candidate: RTCIceCandidateInit };

interface Tracks {
  readonly audioTrack: MediaStreamTrack | null;
  readonly videoTrack: MediaStreamTrack | null;
}

/** Connections to every other participant, each to each. */
export interface Peers {
  /** Connects to those who are new and lets go of those who left. */
  sync(participantIds: readonly string[]): void;
  receive(from: string, signal: PeerSignal): Promise<void>;
  /** Sends the tracks there are now. */
  replaceTracks(): void;
  streamOf(participantId: string): MediaStream | null;
  close(): void;
}

/**
 * Of two participants the one with the smaller id offers, so that offers never cross. Both always reserve one line for
 * sound and one for picture; turning a camera on or off then only swaps the track, without negotiating again.
 */
export function createPeers(deps: {
  selfId: string;
  local: Tracks;
  send: (to: string, signal: PeerSignal) => void;
  onStream: (participantId: string) => void;
}): Peers {
  const { selfId, local, send, onStream } = deps;
  const peers = new Map<string, { connection: RTCPeerConnection; stream: MediaStream }>();

  function connect(id: string) {
    // No ICE servers: in the sandbox all browsers reach each other, and nothing outside is asked.
    const connection = new RTCPeerConnection({ iceServers: [] });
    const peer = { connection, stream: new MediaStream() };
    peers.set(id, peer);
    connection.addEventListener('icecandidate', ({ candidate }) => {
      if (candidate !== null) send(id, { candidate: candidate.toJSON() });
    });
    connection.addEventListener('track', ({ track }) => {
      peer.stream.addTrack(track);
      onStream(id);
    });
    if (selfId < id) {
      connection.addEventListener('negotiationneeded', () => void offer(id, connection));
      connection.addEventListener('connectionstatechange', () => {
        if (connection.connectionState === 'failed') connection.restartIce();
      });
      connection.addTransceiver('audio', { direction: 'sendrecv' });
      connection.addTransceiver('video', { direction: 'sendrecv' });
      attach(connection);
    }
    return peer;
  }

  async function offer(id: string, connection: RTCPeerConnection) {
    await connection.setLocalDescription();
    if (connection.localDescription !== null) send(id, { description: connection.localDescription.toJSON() });
  }

  function attach(connection: RTCPeerConnection) {
    for (const { sender, receiver } of connection.getTransceivers()) {
      void sender.replaceTrack(receiver.track.kind === 'audio' ? local.audioTrack : local.videoTrack);
    }
  }

  return {
    sync(participantIds) {
      for (const id of participantIds) if (id !== selfId && !peers.has(id)) connect(id);
      for (const [id, { connection }] of peers) {
        if (participantIds.includes(id)) continue;
        connection.close();
        peers.delete(id);
      }
    },

    async receive(from, signal) {
      // An offer may overtake the news that somebody joined.
      const { connection } = peers.get(from) ?? connect(from);
      if ('candidate' in signal) return connection.addIceCandidate(signal.candidate);
      await connection.setRemoteDescription(signal.description);
      if (signal.description.type !== 'offer') return;
      for (const transceiver of connection.getTransceivers()) transceiver.direction = 'sendrecv';
      attach(connection);
      await connection.setLocalDescription();
      if (connection.localDescription !== null) {
        send(from, { description: connection.localDescription.toJSON() });
      }
    },

    replaceTracks() {
      for (const { connection } of peers.values()) attach(connection);
    },

    streamOf: (participantId) => peers.get(participantId)?.stream ?? null,

    close() {
      for (const { connection } of peers.values()) connection.close();
      peers.clear();
    },
  };
}
